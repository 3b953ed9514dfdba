/** `peerless rules`: every rule with its preset, its severity, and what the configuration makes of it. */
import { defineCommand } from '../command.ts';
import { takesConfig } from '../config.ts';
import { choice } from '../options.ts';

export default defineCommand({
  id: 'rules',
  summary: 'list the rules',
  declare(program) {
    program.addOption(
      choice('-f, --format <format>', 'how to print them', ['text', 'json']).default('text'),
    );
    takesConfig(program);
  },
  async run(_, options, terminal) {
    const { rules } = await import('#app/rules/index.gen.ts');
    const { rulesJson, rulesText } = await import('../render/rules.ts');
    const { configOf } = await import('../config.ts');
    const config = await configOf(options, terminal);
    terminal.out(
      options.format === 'json' ? rulesJson(rules, config) : rulesText(rules, config, terminal),
    );
    return 0;
  },
});
