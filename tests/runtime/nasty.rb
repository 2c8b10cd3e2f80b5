# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Handlers that do what handlers should not, and some that do what Lambda's Ruby allows.

def echo(event:, context:)
  event
end

class Odd < StandardError
  def message
    'plain odd'
  end
end

class Wordless < StandardError
  def message
    nil.no_such
  end
end

module Deep
  class Inner
    def self.handler(event:, context:)
      [name, event]
    end

    def self.hidden(event:, context:) = 'seen'
    private_class_method :hidden
  end

  def self.mod(event:, context:) = 'module'
end

def raises(event:, context:) = raise(ArgumentError, "b\u00e4d \u{1f600}")
def raises_text(event:, context:) = raise('only text')
def raises_custom(event:, context:) = raise(Odd)

def inner
  {}.fetch(:missing)
end

def raises_deep(event:, context:)
  inner
end

def raises_without_trace(event:, context:)
  error = RuntimeError.new('bare')
  error.set_backtrace([])
  raise error
end

def raises_bytes(event:, context:) = raise("\xff\xfe".b)
def no_method(event:, context:) = nil.upcase
def no_name(event:, context:) = undefined_thing
def exits(event:, context:) = exit(3)
def exits_at_once(event:, context:) = exit!(7)
def aborts(event:, context:) = abort('bye')
def kills_itself(event:, context:) = Process.kill(:KILL, Process.pid) && sleep(5)
def interrupts(event:, context:) = Process.kill(:INT, Process.pid) && sleep(5)
def terminates(event:, context:) = Process.kill(:TERM, Process.pid) && sleep(5)
def recursion(event:, context:) = recursion(event: event, context: context)
def throws(event:, context:) = throw(:nobody)
def not_implemented(event:, context:) = raise(NotImplementedError, 'later')
def out_of_memory(event:, context:) = raise(NoMemoryError, 'full')
def nan(event:, context:) = { a: Float::NAN }
def kills_thread(event:, context:) = Thread.current.kill
def load_late(event:, context:) = require('no/such/library')
def positional(event, context) = [event, context]
def no_arguments = 1
def over_limit(event:, context:) = 'x' * (6 * 1024 * 1024 + 99)
def limit(event:, context:) = 'x' * (6 * 1024 * 1024 + 98)
def sleeps(event:, context:) = sleep(60)

def cyclic(event:, context:)
  list = []
  list << list
end

def deep_result(event:, context:)
  value = []
  200.times { value = [value] }
  value
end

def keys(event:, context:) = { 1 => 'a', nil => 'b', sym: :c, 1.5 => 'd' }
def surrogate(event:, context:) = event['s'].length
def bytes_result(event:, context:) = "\xff".b
def nothing(event:, context:) = nil
def symbol(event:, context:) = :sym
def big(event:, context:) = 10**30
def unicode(event:, context:) = "\u00fc"
def object(event:, context:) = Object.new.to_s.start_with?('#<Object')
def string_io(event:, context:) = StringIO.new("\xff\xfeplain".b)
def range(event:, context:) = (1..3)
def time(event:, context:) = Time.at(0).utc

def a_file(event:, context:)
  path = '/tmp/answer'
  File.write(path, 'from a file')
  File.open(path)
end

def prints(event:, context:)
  puts 'put'
  print 'printed without end'
  $stderr.puts 'to stderr'
  warn 'warned'
  STDOUT.write("\u00fc\n")
  'printed'
end

def prints_much(event:, context:)
  2000.times { |i| puts "#{i} #{'x' * 100}" }
  'printed'
end

def closes_fds(event:, context:)
  ObjectSpace.each_object(IO) { |io| io.close unless io.closed? }
  'still here'
end

def stdout_gone(event:, context:)
  $stdout.close
  raise IOError, 'in the dark'
end

def forks(event:, context:)
  child = fork
  return 'child' unless child

  Process.wait(child)
  'parent'
end

def leaves_thread(event:, context:)
  Thread.new { sleep }
  'answered'
end

def thread_raises(event:, context:)
  Thread.new { raise 'in a thread' }.report_on_exception = false
  sleep 0.05
  'answered'
end

def changes_signals(event:, context:)
  trap('TERM') {}
  trap('INT', 'IGNORE')
  'deaf'
end

def leaves_children(event:, context:)
  spawn('sleep 300')
  'left'
end

def counts(event:, context:)
  $count = ($count || 0) + 1
end

def logs(event:, context:)
  require 'logger'
  Logger.new($stdout).info('seen 5')
  Logger.new($stdout, progname: 'p').error(ArgumentError.new('thrown'))
  Logger.new(File.open('/tmp/log', 'w')).info('elsewhere')
  1
end

def loaded(event:, context:)
  [URI('http://x/y').path, Net::HTTP.name, Time.parse('2026-01-02 03:04:05 UTC').iso8601, JSON.parse('[1]'), Gem::VERSION.size > 2,
   Date.new(2026, 1, 2).to_s, StringIO.new('a').read, require('set'), require('digest') && Digest::SHA256.hexdigest('')[0, 4]]
end

def wants_context(event:, context:)
  names = %i[aws_request_id invoked_function_arn log_group_name log_stream_name function_name memory_limit_in_mb function_version
             identity tenant_id client_context deadline_ms]
  names.to_h { |name| [name, context.public_send(name)] }.merge(left: context.get_remaining_time_in_millis, class: context.class.name,
                                                                  again: context.get_remaining_time_in_millis.is_a?(Integer))
end

def environment(event:, context:)
  { encodings: [Encoding.default_external, Encoding.find('locale'), ENV['WORD'].encoding].map(&:to_s), word: ENV['WORD'],
    locale: ENV['LC_CTYPE'], trace: ENV['_X_AMZN_TRACE_ID'], gems: ENV['GEM_PATH'], here: Dir.pwd, path: $LOAD_PATH.first,
    argv: ARGV, program: __FILE__ }
end

def gem_of_layer(event:, context:)
  require 'lathe_gem'
  require 'lathe_lib'
  [LatheGem::NAME, LATHE_LIB]
end

at_exit { puts 'going' }
