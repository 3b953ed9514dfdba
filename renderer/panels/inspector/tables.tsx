/** What a resource lists, table by table: rules, entries, tunnels. */
import type { Inspection } from '#app/api/engine.ts';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { LongTable } from '../../parts/long-table.tsx';
import { Section } from '../../parts/section.tsx';

/** So many rows show at first. */
const FEW = 24;
const ROW = 26;

/** An address or a prefix. */
const isAddress = (text: string): boolean => /^[\da-f.:/]*[.:][\da-f.:/]*$/i.test(text);

export const Tables = ({ tables }: { readonly tables: Inspection['tables'] }) =>
  tables.map(({ title, columns, rows, none }) => (
    <Section key={title} title={title} count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <LongTable
          label={title}
          className="listed"
          columns={columns}
          items={rows}
          few={FEW}
          rowHeight={ROW}
          draw={(row) =>
            row.map((cell, i) => (
              <td key={i} className={isAddress(cell) ? 'mono' : undefined}>
                <LinkedWords text={cell} />
              </td>
            ))
          }
        />
      )}
    </Section>
  ));
