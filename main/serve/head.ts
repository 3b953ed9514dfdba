/** The head of a Node request as the guard reads it: every repeated header, nothing decoded. */
import type { IncomingMessage } from 'node:http';
import type { RequestHead } from './guard.ts';

export function headOf(request: IncomingMessage): RequestHead {
  const values = (name: string): string[] => {
    const found: string[] = [];
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      if (request.rawHeaders[i]?.toLowerCase() === name)
        found.push(request.rawHeaders[i + 1] ?? '');
    }
    return found;
  };
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    hosts: values('host'),
    origins: values('origin'),
  };
}
