/** Which rows a filter leaves. */
import type { MatrixVpc } from '#app/api/engine.ts';

/** Numbers of the VPCs that hold every word of the filter in their name, id, account or Region; all for an empty one. */
export function matching(vpcs: readonly MatrixVpc[], filter: string): readonly number[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const numbers: number[] = [];
  for (const [number, { label, ref, account, region }] of vpcs.entries()) {
    const text = `${label} ${ref} ${account} ${region}`.toLowerCase();
    if (words.every((word) => text.includes(word))) numbers.push(number);
  }
  return numbers;
}
