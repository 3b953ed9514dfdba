/** `peerless rules`: every rule with its severity and what it says. */
import { defineCommand } from '../command.ts';
import { choice } from '../options.ts';

export default defineCommand({
  id: 'rules',
  summary: 'list the rules',
  declare(program) {
    program.addOption(
      choice('-f, --format <format>', 'how to print them', ['text', 'json']).default('text'),
    );
  },
  async run(_, options, terminal) {
    const { rules } = await import('#app/rules/index.gen.ts');
    const { rulesJson, rulesText } = await import('../render/rules.ts');
    terminal.out(options.format === 'json' ? rulesJson(rules) : rulesText(rules, terminal));
    return 0;
  },
});
