/** Greets whoever the event names; `name` is optional but has to be text. */
export const handler = async (event, context) => {
    const name = event?.name ?? 'world';
    if (typeof name !== 'string' || name.trim() === '')
        throw new TypeError('name has to be text, such as {"name": "Ada"}');
    console.log(`greeting ${JSON.stringify(name)}, request ${context.awsRequestId}`);
    return { message: `Hello, ${name.trim()}!` };
};
