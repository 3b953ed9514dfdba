/** `peerless plan`: from a peering mesh to transit gateways, every step simulated before anybody takes it. */
import { CommandError, defineCommand } from '../command.ts';
import { writerIds } from '#app/writers/ids.gen.ts';
import { takesSource } from '../options.ts';
import { pairReports, reportOptions } from '../reports.ts';

const many = (text: string, before: string[] = []): string[] => [...before, text];

export default defineCommand({
  id: 'plan',
  summary: 'plan the way from a peering mesh to a Transit Gateway, step by step',
  declare(program) {
    takesSource(program);
    const [format, output] = reportOptions(writerIds);
    program
      .addOption(format)
      .addOption(output)
      .option(
        '--mesh <member>',
        'the mesh of this VPC (id, name or ARN); the largest one if not given',
      )
      .option('--vpc <vpc>', 'plan for just these VPCs instead; repeat it', many)
      .option('--keep <peering>', 'leave this peering as it is; repeat it', many)
      .option('--allow-partial', 'do not exit 4 where something was not read')
      .addHelpText(
        'after',
        '\nThe plan keeps exactly the reach of today: it says for every step how many ordered pairs of VPCs were' +
          '\ncompared, and how many lost or gained. Nothing is changed in AWS.' +
          '\nExit code 1: a pair would lose or gain on the way. 4: something was not read.',
      );
  },
  async run([source], options, terminal) {
    const wanted = pairReports(options.format, options.output, 'text');
    const { readSource } = await import('../source.ts');
    const { snapshot, title } = await readSource(source, options, terminal);
    const { buildTopology } = await import('#app/topology/build.ts');
    const { createRouting } = await import('#app/routing/create.ts');
    const { makePlan } = await import('#app/plan/make.ts');
    const { snapshotChecksum } = await import('#app/snapshot/checksum.ts');
    const { refOf } = await import('../ref.ts');
    const { writers } = await import('#app/writers/index.gen.ts');
    const { packageVersion } = await import('#main/package.ts');
    const { deliver, STDOUT } = await import('../write.ts');
    const routing = createRouting(buildTopology(snapshot.pages));
    const { topology } = routing;
    const refs = (texts: unknown) => ((texts ?? []) as string[]).map((t) => refOf(topology, t));
    const chosen = refs(options.vpc);
    const vpcs = chosen.length > 0 ? chosen : await meshOf(options.mesh as string | undefined);
    const { plan } = makePlan({ routing, vpcs, mode: 'exact', keep: refs(options.keep) });
    if (plan.design.members.length === 0) {
      throw new CommandError(
        2,
        'no route of these VPCs leads over a peering between them: there is nothing to move.',
      );
    }
    const run = {
      plan,
      topology,
      version: packageVersion(),
      source: {
        title,
        taken: snapshot.manifest.created,
        checksum: snapshotChecksum(snapshot),
      },
    };
    for (const { format, to } of wanted) {
      const look = to === STDOUT ? terminal : { colour: false, columns: 100 };
      const writer = writers.find(({ id }) => id === format)!;
      await deliver(to, writer.write({ ...run, look }), terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    }
    if (plan.proof.lost + plan.proof.gained > 0) return 1;
    const gaps = plan.warnings.filter((w) => w.kind === 'gap' || w.kind === 'not-collected');
    if (gaps.length === 0 || options.allowPartial === true) return 0;
    terminal.err(
      'peerless: the plan rests on partial data (exit 4); see its warnings, --allow-partial accepts them.\n',
    );
    return 4;

    async function meshOf(member: string | undefined): Promise<readonly string[]> {
      const { findMeshes } = await import('#app/mesh/find.ts');
      const { default: rule } = await import('#app/rules/peering-mesh/rule.ts');
      const meshes = findMeshes(topology, rule.options.parse({}));
      const wanted = member === undefined ? undefined : refOf(topology, member);
      const mesh = wanted ? meshes.find((m) => m.members.includes(wanted)) : meshes[0];
      if (mesh) return mesh.members;
      throw new CommandError(
        2,
        wanted
          ? `${topology.label(wanted)} is in no mesh; name the VPCs to move with --vpc.`
          : 'there is no peering mesh here; name the VPCs to move with --vpc.',
      );
    }
  },
});
