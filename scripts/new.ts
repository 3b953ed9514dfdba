/**
 * `npm run new rule|kind|exporter|reporter|writer|command|action <id>`: a new member of a family that compiles, with its test, and the
 * index written anew. What it makes works at once and is meant to be replaced, line by line.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { camel, pascal, writeGenerated } from './gen.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `dhcp-options` -> `Dhcp options`. */
const title = (id: string): string => id.replaceAll('-', ' ').replace(/^./, (c) => c.toUpperCase());
const plural = (words: string): string => (words.endsWith('s') ? words : `${words}s`);

/** What a member consists of: new files by path, and one file that gets another entry. */
interface Member {
  readonly files: Readonly<Record<string, string>>;
  readonly insert?: { readonly file: string; readonly entry: string };
  /** What to do next, a line each. */
  readonly next: readonly string[];
}

function rule(id: string): Member {
  return {
    files: {
      [`app/rules/${id}/rule.ts`]: `/** ${title(id)}: VPCs that hold no subnet. */
import { z } from 'zod';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: '${id}',
  about: {
    title: '${title(id)}',
    why: 'A VPC without a subnet holds nothing, and its addresses are taken all the same.',
    remedy: 'Delete the VPC, or make the subnets it was meant for, one for each Availability Zone.',
    severity: 'info',
    category: 'hygiene',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html'],
  },
  needs: ['vpc', 'subnet'],
  options: z.object({}),
  messages: {
    empty: '{vpc} has no subnet.',
  },
  check({ topology }, say) {
    for (const vpc of topology.all('vpc')) {
      if (topology.subnetsOf(vpc.id).length > 0) continue;
      say({ message: 'empty', at: [vpc.id], data: { vpc: topology.label(vpc.id) } });
    }
  },
});
`,
      [`app/rules/${id}/cases.ts`]: `/** Cases of ${id}. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

export default defineCases({
  quiet: [
    {
      title: 'a VPC with a subnet',
      world: () => {
        const world = new World();
        world.region().vpc('a', '10.1.0.0/16').subnet('10.1.0.0/24');
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a VPC without one',
      world: () => {
        const world = new World();
        world.region().vpc('a', '10.1.0.0/16');
        return world;
      },
      findings: [{ message: 'a (vpc-a) has no subnet.', severity: 'info', resources: ['vpc-a'] }],
      mended: () => {
        const world = new World();
        world.region().vpc('a', '10.1.0.0/16').subnet('10.1.0.0/24');
        return world;
      },
    },
  ],
});
`,
    },
    next: [`npx vitest run tests/app/rules`, `npx peerless explain ${id}`],
  };
}

function kind(id: string): Member {
  const type = pascal(id);
  const list = plural(type);
  const prefix = `${id}-`;
  return {
    files: {
      [`app/kinds/${id}.ts`]: `/** ${title(id)}: what it is to the network. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface ${type} extends ResourceBase {
  readonly kind: '${id}';
  readonly vpc: Ref;
}

export default defineKind<${type}>({
  id: '${id}',
  title: '${title(id)}',
  plural: '${plural(title(id))}',
  prefixes: ['${prefix}'],
  idField: '${type}Id',
  call: { service: 'ec2', operation: 'Describe${list}', list: '${list}', pageSize: 100 },
  read: (item, context) => ({
    ...readBase('${id}', item, context, '${type}Id'),
    vpc: item.maybe('VpcId') ?? '',
  }),
  references: ({ vpc, account, region }) => refer('vpc', vpc, { account, region }),
});
`,
    },
    insert: {
      file: 'tests/app/kinds/samples.ts',
      entry: `  '${id}': {
    item: { ${type}Id: '${prefix}1', VpcId: 'vpc-1', OwnerId, Tags },
    refers: ['vpc vpc-1'],
  },
`,
    },
    next: [
      `Correct prefix, operation and fields after the EC2 API reference; the sample in tests/app/kinds/samples.ts too.`,
      `npx vitest run tests/app/kinds`,
    ],
  };
}

function exporter(id: string): Member {
  return {
    files: {
      [`app/exports/${id}.ts`]: `/** ${title(id)}: one line a VPC. */
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { fileName } from './parts/scope.ts';

export default defineExporter({
  id: '${id}',
  about: {
    title: '${title(id)}',
    description: 'VPCs and their addresses, a line each.',
    extension: '${id}',
    sort: 'table',
  },
  render: ({ topology }) => [
    {
      name: fileName('${id}'),
      mime: 'text/plain; charset=utf-8',
      body: topology
        .all('vpc')
        .map(({ id, cidrs }) => [inert(topology.label(id)), ...cidrs.map((c) => c.text)].join(' '))
        .join('\\n'),
    },
  ],
});
`,
    },
    next: [
      'npx vitest run tests/app/exports -u     writes its golden file: read it',
      `npx peerless draw --demo --as ${id} -o -`,
    ],
  };
}

function reporter(id: string): Member {
  return {
    files: {
      [`app/reporters/${id}.ts`]: `/** ${title(id)}: findings, a line each. */
import { inert } from '../exports/parts/inert.ts';
import { inertLog } from './parts/log-text.ts';
import { defineReporter } from './reporter.ts';

export default defineReporter({
  id: '${id}',
  about: {
    title: '${title(id)}',
    description: 'Findings, a line each.',
    extension: '${id}',
  },
  render: ({ report }) => ({
    body: inertLog(
      report.findings
        .map(({ severity, rule, message }) => [severity, rule, inert(message)].join(' ') + '\\n')
        .join('') || 'no findings\\n',
    ),
    leftOut: [],
  }),
});
`,
    },
    next: [
      'npx vitest run tests/app/reporters     its laws hold for every reporter',
      `npx peerless lint --demo --format ${id}`,
    ],
  };
}

function writer(id: string): Member {
  return {
    files: {
      [`app/writers/${id}.ts`]: `/** ${title(id)}: the steps of a plan, a line each. */
import { inert } from '../base/inert.ts';
import { definePlanWriter } from './writer.ts';

export default definePlanWriter({
  id: '${id}',
  about: {
    title: '${title(id)}',
    description: 'The steps of a plan, a line each.',
    extension: '${id}',
  },
  write: ({ plan }) => plan.steps.map(({ id, title }) => [id, inert(title)].join(' ') + '\\n').join(''),
});
`,
    },
    next: [`npx peerless plan --demo --format ${id}`],
  };
}

function command(id: string): Member {
  return {
    files: {
      [`main/cli/commands/${id}.ts`]: `/** \`peerless ${id}\`: counts the VPCs of a source. */
import { defineCommand } from '../command.ts';
import { takesSource } from '../options.ts';

export default defineCommand({
  id: '${id}',
  summary: 'count the VPCs of a network',
  declare: takesSource,
  async run([source], options, terminal) {
    const { readSource } = await import('../source.ts');
    const { snapshot } = await readSource(source, options, terminal);
    const { buildTopology } = await import('#app/topology/build.ts');
    terminal.out(\`\${buildTopology(snapshot.pages).all('vpc').length}\\n\`);
    return 0;
  },
});
`,
      [`tests/main/cli/${id}.test.ts`]: `/** \`peerless ${id}\` on worlds small enough to count by hand. */
import { expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();

it('counts what is there', async () => {
  const world = new World();
  world.region().vpc('a', '10.0.0.0/16');
  world.region('eu-west-1').vpc('b', '10.1.0.0/16');
  const source = snapshotFile(folder, 'two.json', world.snapshot());
  expect(await peerless(['${id}', source])).toEqual({ code: 0, out: '2\\n', err: '' });
});
`,
    },
    next: [`npx vitest run tests/main/cli/${id}.test.ts`, `npx peerless ${id} --demo`],
  };
}

function action(id: string): Member {
  return {
    files: {
      [`renderer/actions/${id}.ts`]: `/** ${title(id)}. */
import { defineAction } from './action.ts';

export default defineAction({
  id: '${id}',
  title: '${title(id)}',
  keywords: '',
  menu: 'view',
  rank: 90,
  disabled: ({ state }) => (state.source.phase === 'open' ? undefined : 'Open a source first.'),
  perform: ({ state }) => state.look({ kind: 'fit' }),
});
`,
      [`tests/renderer/actions/${id}.test.ts`]: `/** The action ${id}: in the menu, and only where it can be done. */
import { expect, it } from 'vitest';
import ${camel(id)} from '#renderer/actions/${id}.ts';
import { actions } from '#renderer/actions/index.gen.ts';

it('is one of the actions, under a name of its own', () => {
  expect(actions).toContain(${camel(id)});
  expect(actions.filter((a) => a.title === ${camel(id)}.title)).toHaveLength(1);
});
`,
    },
    next: ['npm run dev, then look for it in the palette (Ctrl or Cmd K)'],
  };
}

const families: Readonly<Record<string, (id: string) => Member>> = {
  rule,
  kind,
  exporter,
  reporter,
  writer,
  command,
  action,
};

/** Writes a member; the paths written. Throws where the family or name will not do, or something stands there. */
export function addMember(
  family: string,
  id: string,
  base = root,
): { written: string[]; next: readonly string[] } {
  const make = Object.hasOwn(families, family) ? families[family] : undefined;
  if (!make) throw new Error(`npm run new ${Object.keys(families).join('|')} <id>`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new Error(
      `${JSON.stringify(id)} is no id: lower-case words joined by hyphens, such as peering-mesh.`,
    );
  }
  const { files, insert, next } = make(id);
  for (const path of Object.keys(files)) {
    if (existsSync(join(base, path))) throw new Error(`${path} exists already.`);
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  const written = Object.keys(files);
  if (insert) {
    const path = join(base, insert.file);
    const text = readFileSync(path, 'utf8');
    const end = text.lastIndexOf('\n};') + 1;
    writeFileSync(path, text.slice(0, end) + insert.entry + text.slice(end));
    written.push(insert.file);
  }
  return { written, next };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [family = '', id = ''] = process.argv.slice(2);
  try {
    const { written, next } = addMember(family, id);
    console.log([...written, ...writeGenerated()].map((path) => `wrote ${path}`).join('\n'));
    console.log(['\nNext:', ...next.map((line) => `  ${line}`)].join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
