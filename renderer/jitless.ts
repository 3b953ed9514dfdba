/** First import of the window: the content policy forbids eval, so zod must not even try it. */
import { config } from 'zod';

config({ jitless: true });
