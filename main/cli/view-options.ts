/** Options that say what a picture shows, and the view they ask for. */
import type { Command as Program } from 'commander';
import type { Ref } from '#app/base/ref.ts';
import type { View } from '#app/scene/scene.ts';
import type { Places } from '#app/scene/settle.ts';
import type { Topology } from '#app/topology/topology.ts';
import { CommandError, type Terminal } from './command.ts';
import { many } from './options.ts';
import { pathOf } from './source.ts';

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
    .addOption(many('--hide <resource>', 'leave this box or line out (id, name or ARN)'))
    .addOption(
      many('--collapse <container>', 'draw this account, account/region or frame as one box'),
    )
    .addOption(many('--open <vpc>', 'draw the subnets and route tables of this VPC (id or name)'))
    .option('--view <file>', 'arranged as a view file says: what the window keeps beside a source')
    .option('--view-name <name>', 'the view of this name in --view; else what was shown last');
}

/** What a view file asks for, and where everything stood. */
export interface FromFile {
  readonly view: View;
  readonly places: Places | undefined;
  /** What a hand had moved when it was last kept. */
  readonly moved: View['moved'];
}

/** Throws CommandError (2) where the file cannot be used, or has no view of that name. */
export async function viewOfFile(
  options: Readonly<Record<string, unknown>>,
  terminal: Pick<Terminal, 'cwd'>,
): Promise<FromFile> {
  const [file, name] = [options['view'], options['viewName']] as (string | undefined)[];
  if (file === undefined) {
    if (name === undefined) return { view: {}, places: undefined, moved: undefined };
    throw new CommandError(
      2,
      '--view-name names a view of a view file; give the file with --view.',
    );
  }
  const { readViews, ViewFileError } = await import('#main/store/views.ts');
  const { askedOf } = await import('#app/api/view.ts');
  const found = await readViews(pathOf(file, terminal)).catch((error: unknown) => {
    throw error instanceof ViewFileError ? new CommandError(2, `--view: ${error.message}`) : error;
  });
  if (!found) throw new CommandError(2, `--view: there is no file ${file}.`);
  const named = found.views.find((view) => view.name === name);
  if (name !== undefined && !named) {
    const { inert } = await import('#app/base/inert.ts');
    const { listed } = await import('./options.ts');
    const there = found.views.map((view) => inert(view.name));
    throw new CommandError(
      2,
      `${file} has no view ${JSON.stringify(inert(name))}; ${there.length === 0 ? 'none of its views has a name' : `there is ${listed(there)}`}.`,
    );
  }
  const asked = Object.entries(askedOf(named?.view ?? found.now));
  const view: View = Object.fromEntries(asked.filter(([, value]) => value !== undefined));
  return { view, places: found.places, moved: found.now.moved };
}

/** An id of a container, an account, or an account and a Region of it. */
function containerOf(text: string): string {
  if (/^(account|region|segment)\//.test(text)) return text;
  return text.includes('/') ? `region/${text}` : `account/${text}`;
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
    collapsed: list('collapse')?.map(containerOf),
    opened: list('open')?.map((text) => refOf(topology, text)),
    hidden: list('hide')?.map((text) => (CONTAINER.test(text) ? text : refOf(topology, text))),
  });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}
