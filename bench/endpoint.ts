/** The test endpoint in a process of its own, as AWS would be; it says over IPC where it listens and what it was asked. */
import { startEndpoint } from '#tests/aws/endpoint.ts';
import { benchEstate } from './estate.ts';

const [size, latency, burst, refill] = process.argv.slice(2).map(Number) as [
  number,
  number,
  number,
  number,
];
const endpoint = await startEndpoint({
  pages: benchEstate(size).pages(),
  rate: { burst, refill },
});
endpoint.faults.slow(latency);
process.on('message', () => process.send?.({ requests: endpoint.requests }));
process.on('disconnect', () => process.exit());
process.send?.({ url: endpoint.url, env: endpoint.env('111122223333') });
