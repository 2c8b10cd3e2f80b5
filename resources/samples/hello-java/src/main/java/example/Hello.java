package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Greets whoever the event names; "name" is optional but must not be blank. */
public class Hello implements RequestHandler<Hello.Person, Hello.Greeting> {

    /** The event: a bean with setters. */
    public static class Person {
        private String name = "world";

        public void setName(String name) {
            this.name = name;
        }
    }

    /** The answer: a bean with getters. */
    public static class Greeting {
        private final String message;

        Greeting(String message) {
            this.message = message;
        }

        public String getMessage() {
            return message;
        }
    }

    @Override
    public Greeting handleRequest(Person person, Context context) {
        if (person.name == null || person.name.trim().isEmpty()) {
            throw new IllegalArgumentException("name has to be text, such as {\"name\": \"Ada\"}");
        }
        context.getLogger().log("greeting " + person.name + ", request " + context.getAwsRequestId() + "\n");
        return new Greeting("Hello, " + person.name.trim() + "!");
    }
}
