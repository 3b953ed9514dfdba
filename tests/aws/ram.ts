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
  readonly resources: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
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
    const asked: Asked = { account, region, fields: JSON.parse(body) as Asked['fields'] };
    switch (path) {
      case '/createresourceshare':
        return this.#create(asked);
      case '/associateresourceshare':
        return this.#associate(asked);
      case '/getresourceshares':
        return this.#list(asked);
      case '/getresourceshareinvitations':
        return this.#invited(asked);
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
        filters.every(({ tagKey, tagValues }) =>
          share.tags.some((t) => t.key === tagKey && (tagValues?.includes(t.value) ?? true)),
        ),
    );
    return { resourceShares: found.map(shown) };
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

const shown = ({ arn, name, account, tags }: Share): Item => ({
  resourceShareArn: arn,
  name,
  owningAccountId: account,
  allowExternalPrincipals: true,
  status: 'ACTIVE',
  tags,
});
