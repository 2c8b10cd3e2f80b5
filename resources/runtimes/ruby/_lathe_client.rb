# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# frozen_string_literal: true

module Lathe
  # An event as it came: headers by name in any case, and the body's bytes.
  class Request
    attr_reader :status, :body

    def initialize(status, headers, body)
      @status = status
      @headers = headers
      @body = body
    end

    def [](name)
      @headers[name.downcase]
    end

    def drop_body
      @body = nil # a big event need not be kept twice while the handler runs
    end
  end

  # HTTP/1.1 over one kept connection to the Runtime API; made anew when the function closed it or the peer did.
  class Client
    PREFIX = '/2018-06-01/runtime/'

    def initialize(address)
      @host, _, @port = address.rpartition(':')
      @fixed = "Host: #{address}\r\nUser-Agent: lathe-ruby/#{RUBY_VERSION}\r\n"
      # A wrapper may have put a proxy in between, which would take two requests at a time for two that run side by side.
      @one_by_one = !ENV['AWS_LAMBDA_EXEC_WRAPPER'].to_s.empty?
      @poll = "GET #{PREFIX}invocation/next HTTP/1.1\r\n#{@fixed}\r\n".b
    end

    # Asks for an event.
    def next
      checked(exchange([@poll], 1).last)
    end

    # Posts a result that is the process's last one.
    def post(path, body, type, error_type)
      exchange(pieces(path, body, type, error_type), 1)
    end

    # Posts a result and asks for the next event with the same packet: one wake-up less on both sides.
    def post_and_next(path, body, type, error_type)
      if @one_by_one
        post(path, body, type, error_type)
        return self.next
      end
      checked(exchange(pieces(path, body, type, error_type) << @poll, 2).last)
    end

    private

    def checked(request)
      return request if request.status == 200

      $stderr.write("The Runtime API answered #{request.status}.\n")
      exit!(1)
    end

    def pieces(path, body, type, error_type)
      extra = error_type ? "Lambda-Runtime-Function-Error-Type: #{error_type.gsub(/[^\x20-\x7e]/, '?')}\r\n" : ''
      head = "POST #{PREFIX}#{path} HTTP/1.1\r\nContent-Type: #{type}\r\nContent-Length: #{body.bytesize}\r\n#{extra}#{@fixed}\r\n"
      [head.b, body.b]
    end

    # Sends requests back to back and returns their answers. A broken connection is made anew once.
    def exchange(parts, answers)
      got = []
      tries = 0
      begin
        connect unless @socket
        @socket.write(parts.sum('') { |part| part })
        got << receive while got.size < answers
        got
      rescue IOError, SystemCallError
        drop
        return got << self.next unless got.empty? # the result arrived, only the poll was lost
        raise if (tries += 1) > 1

        retry
      end
    end

    def connect
      @socket = TCPSocket.new(@host, @port.to_i)
      @socket.binmode
      @socket.sync = true
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
    end

    def drop
      @socket&.close
    rescue IOError, SystemCallError
      nil
    ensure
      @socket = nil
    end

    def receive
      head = @socket.gets("\r\n\r\n")
      raise EOFError, 'The Runtime API closed the connection.' unless head&.end_with?("\r\n\r\n")

      first, *lines = head.force_encoding(Encoding::UTF_8).split("\r\n")
      headers = lines.to_h do |line|
        name, _, value = line.partition(':')
        [name.downcase, value.strip]
      end
      body = headers['transfer-encoding'] ? chunks : bytes(headers['content-length'].to_i)
      Request.new(first[9, 3].to_i, headers, body.force_encoding(Encoding::UTF_8))
    end

    def bytes(length)
      body = length.zero? ? +'' : @socket.read(length)
      raise EOFError, 'The Runtime API closed the connection.' if body.nil? || body.bytesize < length

      body
    end

    # A body in chunks, as proxies send it.
    def chunks
      body = String.new
      until (size = @socket.readline("\r\n").to_i(16)).zero?
        body << bytes(size)
        bytes(2)
      end
      nil until @socket.readline("\r\n") == "\r\n"
      body
    end
  end
end
