# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# frozen_string_literal: true

# What Lambda's Ruby has loaded before the function is loaded, here at its first use: RubyGems, and the standard libraries
# that a function therefore uses there without asking for them.

autoload :Gem, 'rubygems'
{ URI: 'uri', StringIO: 'stringio', Logger: 'logger', Date: 'date', DateTime: 'date', Timeout: 'timeout', OpenSSL: 'openssl',
  Monitor: 'monitor', Zlib: 'zlib' }.each do |name, library|
  autoload name, library unless Object.const_defined?(name, false)
end
# Its classes, at the first mention of one of them.
module Net
  autoload :HTTP, 'net/http'
end

class Time
  class << self
    %i[parse strptime iso8601 xmlschema httpdate rfc2822 rfc822].each do |name|
      next if method_defined?(name)

      define_method(name) do |*arguments, &block|
        require 'time' # which replaces this method
        public_send(name, *arguments, &block)
      end
    end
  end
  %i[iso8601 xmlschema httpdate rfc2822 rfc822].each do |name|
    next if method_defined?(name)

    define_method(name) do |*arguments|
      require 'time'
      public_send(name, *arguments)
    end
  end
end

module Lathe
  # Loggers that write to the log get the request's id into their lines, as on Lambda.
  module LoggerPatch
    def initialize(logdev, *rest, **options)
      super
      standard = logdev.nil? ? false : logdev == $stdout || logdev == $stderr
      self.formatter ||= LogLine.new if standard
    end
  end

  # "I, [time #pid]  INFO id -- name: text"
  class LogLine
    def call(severity, time, progname, message)
      @text ||= Logger::Formatter.new
      format("%s, [%s #%d] %5s %s -- %s: %s\n", severity[0], time.strftime('%Y-%m-%dT%H:%M:%S.%6N'), Process.pid, severity,
             $_global_aws_request_id, progname, @text.__send__(:msg2str, message))
    end
  end

  # Once the library is there.
  def self.patch_logger
    Logger.prepend(LoggerPatch)
  end
end

module Kernel
  alias lathe_plain_require require
  def require(name)
    result = lathe_plain_require(name)
    Lathe.patch_logger if result && name == 'logger'
    result
  rescue LoadError => e
    # Once RubyGems is there, it stands before this method and has done what it can.
    raise unless e.path == name.to_s && Object.autoload?(:Gem)

    lathe_plain_require('rubygems')
    require(name)
  end

  # Of RubyGems, which replaces it.
  unless private_method_defined?(:gem)
    def gem(name, *requirements)
      lathe_plain_require('rubygems')
      gem(name, *requirements)
    end
    private :gem
  end
  # Of the library uri, which replaces it.
  unless private_method_defined?(:URI)
    def URI(text)
      require('uri')
      URI(text)
    end
    private :URI
  end
  private :require, :lathe_plain_require
end
# What a wrapper's start-up code has loaded before.
Lathe.patch_logger if Object.const_defined?(:Logger, false) && !Object.autoload?(:Logger)
