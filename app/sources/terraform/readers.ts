/** The shape of what turns resources of Terraform into items: by type, in three rounds. */
import type { Estate, Place } from './estate.ts';
import type { TfResource } from './resource.ts';

export type Reader = (r: TfResource, at: Place, estate: Estate) => void;

/** By type of resource, such as `aws_vpc`; data sources have the same names. */
export type Readers = Readonly<Record<string, Reader>>;
