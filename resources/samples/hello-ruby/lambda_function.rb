# frozen_string_literal: true

# Greets whoever the event names; `name` is optional but has to be text.
def lambda_handler(event:, context:)
  name = event.fetch('name', 'world')
  raise ArgumentError, 'name has to be text, such as {"name": "Ada"}' unless name.is_a?(String) && !name.strip.empty?

  puts "greeting #{name.inspect}, request #{context.aws_request_id}"
  { message: "Hello, #{name.strip}!" }
end
