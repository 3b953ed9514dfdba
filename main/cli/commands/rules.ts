/** `peerless rules`: every rule with its preset, its severity, and what the configuration makes of it. */
import { defineCommand } from '../command.ts';
import { takesConfig } from '../config.ts';
import { choice } from '../options.ts';

export default defineCommand({
  id: 'rules',
  summary: 'list the rules',
  declare(program) {
    program.addOption(
      choice(
        '-f, --format <format>',
        'how to print them; schema: the JSON Schema of a configuration',
        ['text', 'json', 'markdown', 'schema'],
      ).default('text'),
    );
    takesConfig(program);
  },
  async run(_, options, terminal) {
    const { rules } = await import('#app/rules/index.gen.ts');
    if (options.format === 'schema') {
      const { configSchema } = await import('#app/rules/config-schema.ts');
      terminal.out(`${JSON.stringify(configSchema(rules), undefined, 2)}\n`);
      return 0;
    }
    const { rulesJson, rulesText } = await import('../render/rules.ts');
    const { configOf } = await import('../config.ts');
    const config = await configOf(options, terminal);
    const { rulesMarkdown } = await import('#app/reporters/parts/rule-index.ts');
    const print = {
      text: () => rulesText(rules, config, terminal),
      json: () => rulesJson(rules, config),
      markdown: () => `${rulesMarkdown(rules, 2)}\n`,
    }[options.format as 'text' | 'json' | 'markdown'];
    terminal.out(print());
    return 0;
  },
});
