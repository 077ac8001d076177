import { type OidcClient, type Vouched } from '#libs/access';
import { Problem } from '#libs/contracts';
import { ForAnybody } from '#libs/http';
import {
  type Account,
  Store,
  type Tx,
  accountByEmail,
  linkIdentity,
  noteAccess,
  personOfIdentity,
  takeAccount,
} from '#libs/store';
import { Controller, Get, Headers, Inject, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type SigningIn } from '../door/open-door.js';
import { SIGNING_IN } from './session.controller.js';

/**
 * The account of whoever another system vouches for: known by its subject, or, the first time, by the mail
 * address that it says is theirs. Nobody gets an account by it who was given none here.
 * @throws Problem `other_sign_in_refused`
 */
async function accountOf(tx: Tx, { issuer, subject, email }: Vouched): Promise<Account> {
  const known = await personOfIdentity(tx, issuer, subject);
  const byEmail = known === null && email !== null ? await accountByEmail(tx, email) : null;
  const code = known ?? byEmail?.personCode;
  const account = code === undefined ? null : await takeAccount(tx, code);
  if (!account || account.disabledAt) {
    throw new Problem('other_sign_in_refused', 'nobody here has an account for it');
  }
  if (known === null) {
    await linkIdentity(tx, account.personCode, issuer, subject);
    await noteAccess(tx, 'identity_linked', { person: account.personCode, data: { issuer } });
  }
  return account;
}

/** Signing in with another system, by OpenID Connect. */
@ApiTags('session')
@Controller('v1/session/oidc')
export class OidcController {
  constructor(
    private readonly store: Store,
    @Inject(SIGNING_IN) private readonly parts: SigningIn,
  ) {}

  @Get()
  @ForAnybody()
  @ApiOperation({ operationId: 'signInElsewhere' })
  @ApiFoundResponse({ description: 'To the other system' })
  async begin(@Res() reply: FastifyReply): Promise<void> {
    const { url, sealed } = await this.client().begin();
    await reply.header('Set-Cookie', this.parts.cookie.writeOidc(sealed)).redirect(url, 302);
  }

  @Get('callback')
  @ForAnybody()
  @ApiOperation({ operationId: 'signedInElsewhere' })
  @ApiFoundResponse({ description: 'To the desk, with the session as a cookie' })
  async callback(
    @Req() request: FastifyRequest,
    @Headers('user-agent') agent: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { cookie, signIn } = this.parts;
    const vouched = await this.client().finish(
      request.url,
      cookie.readOidc(request.headers.cookie),
    );
    const opened = await this.store.transaction({ role: 'door' }, async (tx) => {
      const account = await accountOf(tx, vouched);
      return signIn.withIdentity(tx, account, agent ?? '', vouched.strong);
    });
    await reply
      .header('Set-Cookie', [cookie.write(opened.token), cookie.clearOidc()])
      .redirect('/', 302);
  }

  private client(): OidcClient {
    const { oidc } = this.parts;
    if (!oidc) throw new Problem('not_found', 'no other sign-in is set up (KIP_OIDC_ISSUER)');
    return oidc;
  }
}
