/** A file's thread where sources run directly: it inherits no loader, so it begins by registering one. */
import { register } from 'tsx/esm/api';

register();
await import('./writer.ts');
