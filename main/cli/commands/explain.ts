/** `peerless explain RULE`: why a rule exists, what to do about its findings, and what can be set. */
import { CommandError, defineCommand } from '../command.ts';

export default defineCommand({
  id: 'explain',
  summary: 'say what a rule means and what to do about it',
  declare(program) {
    program.argument('<rule>', 'id of a rule; `peerless rules` lists them');
  },
  async run([id], _, terminal) {
    const { rules } = await import('#app/rules/index.gen.ts');
    const { didYouMean } = await import('#app/base/nearest.ts');
    const rule = rules.find((r) => r.id === id);
    if (!rule) {
      const near = didYouMean(
        String(id),
        rules.map((r) => r.id),
      );
      throw new CommandError(
        2,
        `no rule is called ${JSON.stringify(id)}.${near} \`peerless rules\` lists them.`,
      );
    }
    const { explainText } = await import('../render/rules.ts');
    const { casesOf } = await import('#app/rules/cases.gen.ts');
    const { exampleOf } = await import('#app/reporters/parts/example.ts');
    const cases = await casesOf[rule.id]?.();
    terminal.out(explainText(rule, cases && exampleOf(rule, cases.default), terminal));
    return 0;
  },
});
