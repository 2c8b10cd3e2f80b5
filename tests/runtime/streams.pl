#!/usr/bin/perl
# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
# A runtime of one's own on one kept connection, with chunks and trailers written by hand, as compiled runtimes send them.
# The event is a number: so many parts, and an error behind them when it is odd.
use strict;
use IO::Socket::INET;
my $wire = IO::Socket::INET->new(PeerAddr => $ENV{AWS_LAMBDA_RUNTIME_API}, Proto => 'tcp') or die "no Runtime API: $!";
$wire->autoflush(1);
sub answer {
    my ($length, $id) = (0, '');
    while (my $line = <$wire>) {
        last if $line eq "\r\n";
        $length = $1 if $line =~ /^content-length: (\d+)/i;
        $id = $1 if $line =~ /^lambda-runtime-aws-request-id: (\S+)/i;
    }
    read($wire, my $body, $length);
    return ($id, $body);
}
while (1) {
    print $wire "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: $ENV{AWS_LAMBDA_RUNTIME_API}\r\n\r\n";
    my ($id, $count) = answer();
    print $wire "POST /2018-06-01/runtime/invocation/$id/response HTTP/1.1\r\nHost: $ENV{AWS_LAMBDA_RUNTIME_API}\r\nTransfer-Encoding: chunked\r\n",
        "Lambda-Runtime-Function-Response-Mode: streaming\r\nContent-Type: application/octet-stream\r\n",
        "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n";
    for my $i (1 .. $count) {
        my $part = "part $i\0";
        printf $wire "%x\r\n%s\r\n", length $part, $part;
    }
    print $wire "0\r\n";
    print $wire "Lambda-Runtime-Function-Error-Type: Runtime.StreamError\r\nLambda-Runtime-Function-Error-Body: eyJlcnJvclR5cGUiOiJYIn0=\r\n" if $count % 2;
    print $wire "\r\n";
    answer();
}
