# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# frozen_string_literal: true

# Runtime client for Ruby functions: takes events from the Runtime API, calls the handler, sends its result back.
#
# Started with --disable-gems, because RubyGems alone takes two thirds of the interpreter's start; it is loaded at the first
# library that the load path does not have, or at the first mention of `Gem` (_lathe_require.rb). Valid for Ruby 2.7+.

$stdout.sync = true
$stderr.reopen($stdout) # one pipe for both, so that the log keeps their order
$stderr.sync = true
ENV.delete('LC_CTYPE') if ENV['LC_CTYPE'] == 'C.UTF-8' # set for the interpreter's start, where the machine lacks Lambda's locale

require 'socket.so' # TCPSocket without the pure Ruby part of the library
require 'json'
require_relative '_lathe_require'
require_relative '_lathe_context'
require_relative '_lathe_client'

module AwsLambda
  # How events become Ruby values and results bytes. Functions may redefine both, as on Lambda.
  class Marshaller
    class << self
      def marshall_request(raw_request)
        raw_request['Content-Type'] == 'application/json' ? JSON.parse(raw_request.body) : raw_request.body
      end

      def marshall_response(method_response)
        stream = method_response.is_a?(IO) || (!Object.autoload?(:StringIO) && method_response.is_a?(StringIO))
        stream ? [method_response, 'application/unknown'] : method_response.to_json
      end
    end
  end
end

# The method that a handler name such as "dir/file.method" or "file.Module::Class.method" means.
class LambdaHandler
  attr_reader :handler_file_name, :handler_method_name

  def initialize(name)
    parts = name.split('.')
    unless parts.size == 2 || parts.size == 3
      raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD where FILENAME " \
                           'corresponds with an existing Ruby source file FILENAME.rb, CLASS is an optional module/class ' \
                           'namespace and METHOD is a callable method. If using CLASS, METHOD must be a class-level method.'
    end
    @handler_file_name = parts.first
    @handler_method_name = parts.last
    @handler_class = parts[1] if parts.size == 3
  end

  # A method of the top level is a private one of every object, so of this one too.
  def call(event, context)
    receiver = @handler_class ? Kernel.const_get(@handler_class) : self
    AwsLambda::Marshaller.marshall_response(receiver.__send__(@handler_method_name, event: event, context: context))
  end
end

module Lathe
  OWN = "#{__dir__}/"
  # Types that Lambda reports by name in the header; all others are one to it.
  NAMED = %w[ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit SystemStackError].freeze

  # RubyGems' frame of a `require`, which on Lambda always stands there, twice: its method calls Ruby's own. Here it may come in now.
  def self.require_frame
    @require_frame ||= begin
      lathe_plain_require('rubygems')
      require('lathe/nowhere')
    rescue LoadError => e
      (e.backtrace_locations || []).find { |line| line.path.include?('core_ext/kernel_require.rb') } || :none
    end
  end

  def self.require?(line, own)
    (own || line.path.include?('core_ext/kernel_require.rb')) && line.label.end_with?('require')
  end

  def self.trace_of(error)
    trace = []
    within = false
    (error.backtrace_locations || []).first(200).each do |line|
      own = (line.absolute_path || line.path).start_with?(OWN)
      was = within
      within = require?(line, own)
      trace.push(*[require_frame] * 2) if was && !within && require_frame != :none
      next if within || own && line.label.end_with?('gem') # stands between the function and the library that it asked for
      break if own || trace.size >= 100

      trace << line
    end
    trace.first(100)
  end

  def self.fault(error, phase)
    { errorMessage: error.message, errorType: "#{phase}<#{error.class}>", stackTrace: trace_of(error) }
  end

  def self.header_type(error, phase)
    NAMED.include?(error.class.to_s) ? "#{phase}<#{error.class}>" : 'Function<UserException>'
  end

  # The title stands in the log before what follows fails: a message that is no text.
  def self.log(title, fault)
    text = nil
    text = "#{JSON.pretty_generate(fault)}\n"
  ensure
    put("#{title}\n#{text}")
  end

  def self.put(text)
    $stdout.write(text)
  rescue IOError, SystemCallError
    nil # the function closed its streams
  end
end

module Lathe
  # One function in one process, for as long as both live.
  class Runner
    def initialize
      @client = Client.new(ENV.fetch('AWS_LAMBDA_RUNTIME_API'))
      @pid = Process.pid
    end

    def run(name)
      begin
        handler = LambdaHandler.new(name)
        require handler.handler_file_name
      rescue Exception => e # rubocop:disable Lint/RescueException -- SyntaxError, LoadError and exit count too
        exit!(0) if Process.pid != @pid
        init_failed(e)
      end
      serve(handler)
    end

    private

    # Lambda's client wants to name the handler here too, and does not know it.
    def init_failed(error)
      fault = Lathe.fault(error, 'Init')
      Lathe.log('Init error when loading handler ', fault)
      @client.post('init/error', fault.to_json, 'application/json', Lathe.header_type(error, 'Init'))
      exit(-4)
    end

    def serve(handler)
      request = @client.next
      loop do
        path, body, type, error_type, exit_code = answer(handler, request)
        exit!(0) if Process.pid != @pid # a forked child that ran out of the handler
        if exit_code
          @client.post(path, body, type, error_type)
          exit(exit_code)
        end
        request = nil
        request = @client.post_and_next(path, body, type, error_type)
      end
    end

    # [path, body, content type, error type, exit status or nil]
    def answer(handler, request)
      id = $_global_aws_request_id = request['Lambda-Runtime-Aws-Request-Id']
      trace = request['Lambda-Runtime-Trace-Id']
      ENV['_X_AMZN_TRACE_ID'] = trace if trace
      path = "invocation/#{id}/"
      context = LambdaContext.new(request)
      event = AwsLambda::Marshaller.marshall_request(request)
      request.drop_body
      body, type = handler.call(event, context)
      body = body.read if type == 'application/unknown'
      ["#{path}response", body.to_s, type || 'application/json', nil, nil]
    rescue NameError => e # of which NoMethodError is one
      failed(path, e, 'Critical exception from handler', -1)
    rescue StandardError => e
      failed(path, e, 'Error raised from handler method', nil)
    rescue Exception => e # rubocop:disable Lint/RescueException -- Lambda ends the process after these, but answers first
      failed(path, e, 'Critical exception from handler', -1)
    end

    def failed(path, error, title, exit_code)
      fault = Lathe.fault(error, 'Function')
      Lathe.log(title, fault)
      ["#{path}error", fault.to_json, 'application/json', Lathe.header_type(error, 'Function'), exit_code]
    rescue JSON::GeneratorError, EncodingError => e # a message that is no text: as on Lambda it ends the runtime, with the status of a failed init
      Lathe.log('Init error when loading handler ', Lathe.fault(e, 'Init'))
      exit(-4)
    end
  end
end

$LOAD_PATH.unshift(Dir.pwd) unless $LOAD_PATH.include?(Dir.pwd)
Lathe::Runner.new.run(ENV.fetch('_HANDLER', ''))
