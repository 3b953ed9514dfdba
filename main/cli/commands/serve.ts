/** `peerless serve`: the window in a browser of this machine, until Ctrl-C. */
import { CommandError, defineCommand } from '../command.ts';
import { SOURCE_HELP, whole } from '../options.ts';

export default defineCommand({
  id: 'serve',
  summary: 'open the window in a browser on this machine',
  declare(program) {
    program
      .argument('[source]', `${SOURCE_HELP}; without one, the page asks`)
      .option('--demo', 'open the bundled sample estate')
      .addOption(
        whole('--port <number>', 'port on 127.0.0.1; 0 takes any free one', 0, 65535).default(0),
      )
      .option('--no-open', 'only print the address');
  },
  async run([source], options, terminal) {
    const { chosenSource, pathOf } = await import('../source.ts');
    const chosen =
      source === undefined && options.demo !== true ? undefined : chosenSource(source, options);
    const opening =
      chosen === undefined || 'demo' in chosen ? chosen : { path: pathOf(chosen.path, terminal) };
    if (opening !== undefined && 'path' in opening) {
      // A path that is not there is told now, in the shell, not later in the page.
      const { access } = await import('node:fs/promises');
      const { inWords } = await import('../faults.ts');
      await access(opening.path).catch((error: unknown) => {
        throw new CommandError(2, `${inWords(error, opening.path) ?? String(error)}.`);
      });
    }
    const { signal } = terminal;
    const { startServe } = await import('#main/serve/serve.ts');
    const serving = await startServe({
      port: options.port as number,
      opening,
      say: (line) => terminal.err(`peerless: ${line}\n`),
    });
    let tidy = () => Promise.resolve();
    try {
      terminal.out(`${serving.url}\n`);
      terminal.err(
        'peerless: this address opens your networks; keep it to yourself. Ctrl-C ends it.\n',
      );
      if (options.open === true) {
        const { openBrowser } = await import('../browser.ts');
        tidy = await openBrowser(serving.url, terminal);
      }
      await new Promise<void>((done) => {
        if (signal.aborted) done();
        signal.addEventListener('abort', () => done(), { once: true });
      });
    } finally {
      await tidy();
      await serving.close();
    }
    return 0;
  },
});
