/** `peerless plan`: from a peering mesh to transit gateways, every step simulated before anybody takes it. */
import { PLAN_MODES, type PlanMode } from '#app/plan/design-shapes.ts';
import { writerIds } from '#app/writers/ids.gen.ts';
import { CommandError, defineCommand, refusing } from '../command.ts';
import { prose } from '../inert.ts';
import { configOf, takesConfig } from '../config.ts';
import { choice, many, takesSource, whole } from '../options.ts';
import { pairReports, reportOptions } from '../reports.ts';

/** Formats that are read, and neither parsed nor run. */
const READ = ['text', 'markdown'];

export default defineCommand({
  id: 'plan',
  summary: 'plan the way from a peering mesh to a transit gateway, step by step',
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
      .addOption(many('--vpc <vpc>', 'plan for just these VPCs instead; repeat it'))
      .addOption(
        choice(
          '--mode <mode>',
          'who is to reach whom: exactly as today, every member every other, or by the environments of the configuration',
          PLAN_MODES,
        ).default('exact'),
      )
      .addOption(many('--tgw <gateway>', 'build on this transit gateway in its Region; repeat it'))
      .addOption(many('--keep <peering>', 'leave this peering as it is; repeat it'))
      .option('--traffic <file>', 'CSV of from,to,gb_month[,same_zone]: bills and hot pairs')
      .option('--keep-hot', 'leave pairs on peering that cost much more over a gateway')
      .addOption(
        whole('--keep-from <usd>', 'how much more a month makes a pair hot', 0, 1e8).default(50),
      )
      .option('--prices <file>', 'prices of your own (JSON or YAML) over the list prices')
      .option('--pictures <folder>', 'write before.svg and after.svg here')
      .option('--allow-partial', 'do not exit 4 where something was not read')
      .addHelpText(
        'after',
        '\nThe plan says for every step how many ordered pairs of VPCs were compared, and how many lost or gained.' +
          '\nNothing is changed in AWS.' +
          '\nExit code 1: a pair would lose or gain on the way, or every peering stays. 4: something was not read.',
      );
    takesConfig(program);
  },
  async run([source], options, terminal) {
    const wanted = pairReports(options.format, options.output, 'text');
    if (options.mesh !== undefined && options.vpc !== undefined)
      throw new CommandError(2, 'give --mesh or --vpc, not both.');
    if (options.keepHot === true && options.traffic === undefined)
      throw new CommandError(2, '--keep-hot goes by what flows; give that with --traffic.');
    const mode = options.mode as PlanMode;
    const { checksumOf, readSource } = await import('../source.ts');
    const read = await readSource(source, options, terminal);
    const { snapshot, title } = read;
    const { buildTopology } = await import('#app/topology/build.ts');
    const { createRouting } = await import('#app/routing/create.ts');
    const { makePlan } = await import('#app/plan/make.ts');
    const { Intent } = await import('#app/rules/intent.ts');
    const { writers } = await import('#app/writers/index.gen.ts');
    const { packageVersion } = await import('#main/package.ts');
    const { refusedKeep, refusedReuse } = await import('#app/plan/wishes.ts');
    const { pricesIn, trafficIn } = await import('../plan-files.ts');
    const { refOf } = await import('../ref.ts');
    const { deliver, STDOUT } = await import('../write.ts');
    const routing = createRouting(buildTopology(snapshot.pages));
    const { topology } = routing;
    const refs = (texts: unknown) => ((texts ?? []) as string[]).map((t) => refOf(topology, t));
    const chosen = refs(options.vpc);
    if (chosen.length === 1) throw new CommandError(2, 'name two VPCs or more with --vpc.');
    const vpcs = chosen.length > 0 ? chosen : await meshOf(options.mesh as string | undefined);
    const config = await configOf(options, terminal);
    const traffic =
      typeof options.traffic === 'string'
        ? { traffic: await trafficIn(options.traffic, topology, terminal) }
        : {};
    const prices =
      typeof options.prices === 'string'
        ? { prices: await pricesIn(options.prices, topology, terminal) }
        : {};
    const { plan } = refusing(() =>
      makePlan({
        routing,
        vpcs,
        mode,
        keep: peeringsOf(refs(options.keep)),
        reuse: gatewaysOf(refs(options.tgw)),
        ...(mode === 'segments' ? { intent: intentOf() } : {}),
        ...traffic,
        ...prices,
        keepFrom: options.keepFrom as number,
        keepHot: options.keepHot === true,
      }),
    );
    const idle = plan.steps.length === 0;
    if (idle && plan.design.kept.length === 0) {
      throw new CommandError(
        2,
        'no active peering between these VPCs was read: there is nothing to move.',
      );
    }
    const run = {
      plan,
      topology,
      version: packageVersion(),
      source: {
        title,
        taken: snapshot.manifest.created,
        checksum: await checksumOf(read),
      },
    };
    for (const { format, to } of wanted) {
      const look = to === STDOUT ? terminal : { colour: false, columns: 100 };
      const writer = writers.find(({ id }) => id === format)!;
      if (idle && writer.carriesOut) {
        terminal.err(
          `peerless: every peering stays, so there is no ${format} to write; --format text says why.\n`,
        );
        continue;
      }
      const text = writer.write({ ...run, look });
      await deliver(to, READ.includes(format) ? prose(text) : text, terminal);
      if (to !== STDOUT) terminal.err(`peerless: wrote ${to}\n`);
    }
    if (typeof options.pictures === 'string') {
      const { analyze } = await import('#app/report.ts');
      const { planPictures } = await import('../plan-pictures.ts');
      const { deliverArtefacts } = await import('../write.ts');
      const pictures = planPictures(analyze(snapshot), plan);
      const written = await deliverArtefacts(options.pictures, pictures, terminal);
      for (const path of written) terminal.err(`peerless: wrote ${path}\n`);
    }
    if (plan.proof.lost + plan.proof.gained > 0) return 1;
    const gaps = plan.warnings.filter((w) => w.kind === 'gap' || w.kind === 'not-collected');
    if (gaps.length === 0 || options.allowPartial === true) return idle ? 1 : 0;
    terminal.err(
      'peerless: the plan rests on partial data (exit 4); see its warnings, --allow-partial accepts them.\n',
    );
    return 4;

    async function meshOf(member: string | undefined): Promise<readonly string[]> {
      const { findMeshes } = await import('#app/mesh/find.ts');
      const { default: rule } = await import('#app/rules/peering-mesh/rule.ts');
      const meshes = findMeshes(topology, rule.options.parse({}));
      const asked = member === undefined ? undefined : refOf(topology, member);
      const mesh = asked ? meshes.find((m) => m.members.includes(asked)) : meshes[0];
      if (mesh) return mesh.members;
      throw new CommandError(
        2,
        asked
          ? `${topology.label(asked)} is in no mesh; name the VPCs to move with --vpc.`
          : 'there is no peering mesh here; name the VPCs to move with --vpc.',
      );
    }

    function peeringsOf(ids: readonly string[]): readonly string[] {
      const refused = refusedKeep(topology, vpcs, ids);
      if (refused) throw new CommandError(2, `--keep ${refused.id}: ${refused.why}`);
      return ids;
    }

    /** Transit gateways, one a Region at most. */
    function gatewaysOf(ids: readonly string[]): readonly string[] {
      const refused = refusedReuse(topology, ids);
      if (refused) throw new CommandError(2, `--tgw ${refused.id}: ${refused.why}`);
      return ids;
    }

    function intentOf() {
      const { segments } = config;
      if (Object.keys(segments?.environments ?? {}).length > 0)
        return new Intent(topology, segments);
      throw new CommandError(
        2,
        'mode segments goes by the environments under `segments` of the configuration, and there are none; see docs/configuration.md.',
      );
    }
  },
});
