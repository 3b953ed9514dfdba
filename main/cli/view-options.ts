/** Options that say what a picture shows, and the view they ask for. */
import type { Command as Program } from 'commander';
import type { Ref } from '#app/base/ref.ts';
import type { View } from '#app/scene/scene.ts';
import type { Topology } from '#app/topology/topology.ts';
import { CommandError } from './command.ts';
import { many } from './options.ts';

/** Each may be combined with the others: shown is what all of them leave. */
export function takesView(program: Program): void {
  program
    .addOption(many('--account <id>', 'only this account; repeat for more, * stands for any text'))
    .addOption(many('--region <name>', 'only this Region; repeat for more, * stands for any text'))
    .addOption(
      many('--segment <table>', 'only what this transit gateway route table (id, name) serves'),
    )
    .addOption(many('--tag <key=value>', 'only what has this tag; * stands for any text'))
    .option('--meshes', 'only members of peering meshes')
    .option('--finding <fingerprint>', 'only what this finding touches, and its path')
    .addOption(many('--hide <resource>', 'leave this box or line out (id, name or ARN)'));
}

const CONTAINER = /^(account|region)\//;

/** A table by id or name; VPCs often bear the same names. What is neither is told by the view, with what there is. */
function tableOf(topology: Topology, text: string): Ref {
  const named = topology.all('tgw-route-table').filter((t) => t.id === text || t.name === text);
  const [only, other] = named;
  if (!other) return only?.id ?? text;
  throw new CommandError(
    2,
    `--segment: ${JSON.stringify(text)} names ${named.length} transit gateway route tables: ${named.map((t) => t.id).join(', ')}. Give the id.`,
  );
}

/** Throws CommandError (2) where a name means nothing, or several things. */
export async function viewFrom(
  options: Readonly<Record<string, unknown>>,
  topology: Topology,
): Promise<View> {
  const { refOf } = await import('./ref.ts');
  const list = (name: string) => options[name] as readonly string[] | undefined;
  const said = Object.entries({
    accounts: list('account'),
    regions: list('region'),
    segments: list('segment')?.map((text) => tableOf(topology, text)),
    tags: list('tag'),
    meshes: options['meshes'],
    finding: options['finding'],
    hidden: list('hide')?.map((text) => (CONTAINER.test(text) ? text : refOf(topology, text))),
  });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}
