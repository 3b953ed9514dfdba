/** The shell entry proper: runs the command line of this process. `bin/peerless.js` leads here. */
import { run, tell } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

// Whatever slips past a command must not end in Node's exit code 1, which says "findings".
process.on('uncaughtException', (error) => process.exit(tell(error, terminal)));

process.exitCode = await run(process.argv.slice(2), terminal);
