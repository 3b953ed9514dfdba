/**
 * The few calls of AWS RAM that share a transit gateway. Accounts are strangers to each other here: each is invited,
 * and sees the gateway once it has accepted.
 * Sources: https://docs.aws.amazon.com/ram/latest/APIReference/API_Operations.html
 *          https://docs.aws.amazon.com/ram/latest/userguide/working-with-shared-invitations.html
 */
import { type Estate, type Item, Refusal } from './estate.ts';

interface Share {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  resources: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  status: 'ACTIVE' | 'DELETED';
}

interface Invitation {
  readonly arn: string;
  readonly share: Share;
  readonly to: string;
  status: 'PENDING' | 'ACCEPTED';
}

interface Asked {
  readonly account: string;
  readonly region: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const texts = (value: unknown): string[] => (value ?? []) as string[];

export class Ram {
  readonly #estate: Estate;
  readonly #shares: Share[] = [];
  readonly #invitations: Invitation[] = [];

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** Throws Refusal where AWS would answer with an error. `path`: of a REST call. */
  answer(account: string, region: string, path: string, body: string): Item {
    const { pathname, searchParams } = new URL(path, 'https://ram');
    const fields =
      body === '' ? Object.fromEntries(searchParams) : (JSON.parse(body) as Asked['fields']);
    const asked: Asked = { account, region, fields };
    switch (pathname) {
      case '/createresourceshare':
        return this.#create(asked);
      case '/associateresourceshare':
        return this.#associate(asked);
      case '/getresourceshares':
        return this.#list(asked);
      case '/listprincipals':
        return { principals: this.#joined(asked, 'ListPrincipals', 'id') };
      case '/listresources':
        return { resources: this.#joined(asked, 'ListResources', 'arn') };
      case '/getresourceshareinvitations':
        return this.#invited(asked);
      case '/getresourceshareassociations':
        return this.#associations(asked);
      case '/disassociateresourceshare':
        return this.#disassociate(asked);
      case '/deleteresourceshare':
        return this.#delete(asked);
      case '/acceptresourceshareinvitation':
        return this.#accept(asked);
      default:
        throw new Refusal(404, 'UnknownOperationException', `There is no operation at ${path}`);
    }
  }

  #create({ account, region, fields }: Asked): Item {
    for (const arn of texts(fields.resourceArns)) {
      const id = arn.split('/').at(-1);
      const own = this.#estate
        .items(account, region, 'DescribeTransitGateways')
        .some((g) => g.TransitGatewayId === id && g.OwnerId === account && g.State === 'available');
      if (!own)
        throw new Refusal(
          400,
          'UnknownResourceException',
          `ResourceArn ${arn} could not be found.`,
        );
    }
    const share: Share = {
      arn: `arn:aws:ram:${region}:${account}:resource-share/${this.#shares.length + 1}`,
      name: String(fields.name),
      account,
      region,
      resources: texts(fields.resourceArns),
      tags: (fields.tags ?? []) as Share['tags'],
      status: 'ACTIVE',
    };
    this.#shares.push(share);
    this.#invite(share, texts(fields.principals));
    return { resourceShare: shown(share) };
  }

  #associate({ account, fields }: Asked): Item {
    const share = this.#shares.find((s) => s.arn === fields.resourceShareArn);
    if (share?.account !== account) {
      throw new Refusal(400, 'UnknownResourceException', 'ResourceShare could not be found.');
    }
    const principals = texts(fields.principals);
    this.#invite(share, principals);
    return {
      resourceShareAssociations: principals.map((to) => ({
        resourceShareArn: share.arn,
        associatedEntity: to,
        associationType: 'PRINCIPAL',
        status: 'ASSOCIATING',
      })),
    };
  }

  #own({ account, fields }: Asked, arn: unknown = fields.resourceShareArn): Share {
    const share = this.#shares.find((s) => s.arn === arn && s.account === account);
    if (share?.status !== 'ACTIVE') {
      throw new Refusal(400, 'UnknownResourceException', 'ResourceShare could not be found.');
    }
    return share;
  }

  /** https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShareAssociations.html */
  #associations(asked: Asked): Item {
    const { associationType, resourceShareArns } = asked.fields;
    return {
      resourceShareAssociations: texts(resourceShareArns).flatMap((arn) => {
        const share = this.#own(asked, arn);
        const joined =
          associationType === 'RESOURCE'
            ? share.resources.map((entity) => ({ entity, status: 'ASSOCIATED' }))
            : this.#invitations
                .filter((i) => i.share === share)
                .map(({ to, status }) => ({
                  entity: to,
                  status: status === 'ACCEPTED' ? 'ASSOCIATED' : 'ASSOCIATING',
                }));
        return joined.map(({ entity, status }) => ({
          resourceShareArn: arn,
          associatedEntity: entity,
          associationType,
          status,
        }));
      }),
    };
  }

  /** Who is taken out does not see the gateway any more; its attachments stay. */
  #disassociate(asked: Asked): Item {
    const share = this.#own(asked);
    const { principals, resourceArns } = asked.fields;
    for (const to of texts(principals)) {
      const at = this.#invitations.findIndex((i) => i.share === share && i.to === to);
      if (at < 0) {
        throw new Refusal(400, 'UnknownResourceException', `${to} is not in the resource share.`);
      }
      this.#invitations.splice(at, 1);
      for (const arn of share.resources) this.#hide(to, share.region, arn);
    }
    const gone = new Set(texts(resourceArns));
    share.resources = share.resources.filter((arn) => !gone.has(arn));
    return { resourceShareAssociations: [{ status: 'DISASSOCIATING' }] };
  }

  #hide(account: string, region: string, arn: string): void {
    const list = this.#estate.items(account, region, 'DescribeTransitGateways');
    const at = list.findIndex((g) => g.TransitGatewayId === arn.split('/').at(-1));
    if (at >= 0) list.splice(at, 1);
  }

  /** https://docs.aws.amazon.com/ram/latest/APIReference/API_DeleteResourceShare.html */
  #delete(asked: Asked): Item {
    const share = this.#own(asked);
    for (const { to } of this.#invitations.filter((i) => i.share === share)) {
      for (const arn of share.resources) this.#hide(to, share.region, arn);
    }
    share.status = 'DELETED';
    return { returnValue: true };
  }

  #invite(share: Share, accounts: readonly string[]): void {
    for (const to of accounts) {
      if (this.#invitations.some((i) => i.share === share && i.to === to)) continue;
      const arn = `${share.arn.replace('resource-share', 'resource-share-invitation')}-${to}`;
      this.#invitations.push({ arn, share, to, status: 'PENDING' });
    }
  }

  #list({ account, region, fields }: Asked): Item {
    const filters = (fields.tagFilters ?? []) as { tagKey: string; tagValues?: string[] }[];
    const found = this.#shares.filter(
      (share) =>
        share.account === account &&
        share.region === region &&
        (fields.resourceShareStatus === undefined || fields.resourceShareStatus === share.status) &&
        filters.every(({ tagKey, tagValues }) =>
          share.tags.some((t) => t.key === tagKey && (tagValues?.includes(t.value) ?? true)),
        ),
    );
    const given = this.#estate.items(account, region, 'GetResourceShares');
    return { resourceShares: [...given, ...found.map(shown)] };
  }

  /**
   * Whom a share is with, or what of.
   * Source: https://docs.aws.amazon.com/ram/latest/APIReference/API_ListPrincipals.html
   */
  #joined({ account, region, fields }: Asked, operation: string, field: string): Item[] {
    if (fields.resourceOwner !== 'SELF')
      throw new Refusal(400, 'InvalidParameterException', 'resourceOwner');
    return texts(fields.resourceShareArns).flatMap((arn) => {
      const own = this.#shares.find((share) => share.arn === arn && share.account === account);
      const entities =
        operation === 'ListResources'
          ? (own?.resources ?? [])
          : this.#invitations.flatMap((i) => (i.share === own ? [i.to] : []));
      return [
        ...this.#estate.items(account, region, operation, { resourceShareArns: arn }),
        ...entities.map((entity) => ({ [field]: entity, resourceShareArn: arn })),
      ];
    });
  }

  #invited({ account, region, fields }: Asked): Item {
    const arns = texts(fields.resourceShareArns);
    return {
      resourceShareInvitations: this.#invitations
        .filter((i) => i.to === account && i.share.region === region)
        .filter((i) => arns.length === 0 || arns.includes(i.share.arn))
        .map(({ arn, share, to, status }) => ({
          resourceShareInvitationArn: arn,
          resourceShareName: share.name,
          resourceShareArn: share.arn,
          senderAccountId: share.account,
          receiverAccountId: to,
          status,
        })),
    };
  }

  #accept({ account, region, fields }: Asked): Item {
    const invitation = this.#invitations.find(
      (i) => i.arn === fields.resourceShareInvitationArn && i.to === account,
    );
    if (!invitation) {
      throw new Refusal(
        400,
        'ResourceShareInvitationArnNotFoundException',
        'The invitation could not be found.',
      );
    }
    if (invitation.status !== 'PENDING') {
      throw new Refusal(
        400,
        'ResourceShareInvitationAlreadyAcceptedException',
        'The invitation has been accepted already.',
      );
    }
    invitation.status = 'ACCEPTED';
    const { share } = invitation;
    for (const arn of share.resources) {
      const id = arn.split('/').at(-1);
      const gateway = this.#estate
        .items(share.account, region, 'DescribeTransitGateways')
        .find((g) => g.TransitGatewayId === id);
      // Tags stay with the account that set them.
      this.#estate
        .items(account, region, 'DescribeTransitGateways')
        .push({ ...structuredClone(gateway), Tags: [] });
    }
    return {
      resourceShareInvitation: { resourceShareInvitationArn: invitation.arn, status: 'ACCEPTED' },
    };
  }
}

const shown = ({ arn, name, account, tags, status }: Share): Item => ({
  resourceShareArn: arn,
  name,
  owningAccountId: account,
  allowExternalPrincipals: true,
  status,
  tags,
});
