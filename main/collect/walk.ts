/**
 * Walks the pages of an answer, whoever asked for them: where a page token comes a second time, they would lead round
 * for ever. AWS promises a token that leads on: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html
 */

/** The pages came round in a circle, of whatever length. */
export class Circle extends Error {
  override name = 'Circle';
}

/** The same answers, one after the other, and no page after one that leads back. Throws Circle once that one is given. */
export async function* onward<T extends Readonly<Record<string, unknown>>>(
  answers: AsyncIterable<T>,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  for await (const answer of answers) {
    yield answer;
    const token = answer.NextToken ?? answer.nextToken;
    if (!token) continue;
    // What stands in place of AWS may send no text: an object is another one each time, whatever it says.
    const text = JSON.stringify(token);
    if (seen.has(text)) throw new Circle('a page token came again');
    seen.add(text);
  }
}
