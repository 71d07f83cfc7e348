package io.tokentally.bootstrap.architecture;

import java.util.Map;

/** What a rule lets pass, by its name below the root package, and why. Whatever no longer exists must go from here. */
final class Exemptions {

    private static final String OWNERS_WORK = "asked by the installation's owner, at a start or by a command";

    /** Methods of ports that read without a viewer. */
    static final Map<String, String> READING_WITHOUT_VIEWER = Map.ofEntries(
            Map.entry("application.port.in.audit.VerifyChainsUseCase.verify", "asked by whoever runs the installation"),
            Map.entry("application.port.in.audit.VerifyChainsUseCase.publicKey", "is public"),
            Map.entry("application.port.out.audit.AuditChains.heads", "asked by whoever runs the installation"),
            Map.entry("application.port.out.audit.AuditChains.links", "asked by whoever runs the installation"),
            Map.entry("application.port.out.audit.AuditChains.passOn", "asked by whoever runs the installation"),
            Map.entry("application.port.out.audit.HeadSignatures.sign", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.audit.HeadSignatures.isSignedBy", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.audit.HeadSignatures.publicKey", "computes; reads nothing that is kept"),
            Map.entry("application.port.in.access.CurrentViewer.viewer", "the viewer comes from here"),
            Map.entry("application.port.in.access.CurrentViewer.viewerIn", "the viewer comes from here"),
            Map.entry(
                    "application.port.in.access.CurrentViewer.memberships",
                    "tells the person signed in which viewers they can be"),
            Map.entry(
                    "application.port.in.access.CurrentViewer.mustChangePassword",
                    "tells the person signed in of themselves"),
            Map.entry(
                    "application.port.in.shortlist.DescribeAnalystUseCase.describe",
                    "names the model, which is nobody's data"),
            Map.entry(
                    "application.port.out.access.AccountRegistry.isEmpty",
                    "asked by the installation's owner before there is anybody to look"),
            Map.entry("application.port.out.access.Accounts.findByLogin", "signing in: the viewer is what comes of it"),
            Map.entry("application.port.in.access.CurrentViewer.session", "tells the person signed in of themselves"),
            Map.entry("application.port.out.access.Sessions.find", "signing in: the viewer is what comes of it"),
            Map.entry("application.port.out.access.Sessions.purge", "forgets, and hands back a number"),
            Map.entry("application.port.in.access.ManageSessionsUseCase.sessions", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageSessionsUseCase.endOthers", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageApiTokensUseCase.make", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageApiTokensUseCase.tokens", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageApiTokensUseCase.revokeAll", "takes the session that asks"),
            Map.entry("application.port.out.access.ApiTokens.own", "takes the session that asks"),
            Map.entry("application.port.out.access.ApiTokens.revokeAll", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.OwnSessions.all", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.OwnSessions.end", "takes the token that proves who asks"),
            Map.entry("application.port.in.access.AnswerInvitationUseCase.accept", "takes the session that asks"),
            Map.entry("application.port.in.access.AnswerInvitationUseCase.received", "takes the session that asks"),
            Map.entry(
                    "application.port.in.access.AnswerInvitationUseCase.find",
                    "takes the secret of a link, which is the proof"),
            Map.entry("application.port.in.access.ConfirmSignInUseCase.isFresh", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageAccountsUseCase.find", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageAccountsUseCase.issueResetLink", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageInvitationsUseCase.sendsMail", "tells a setting"),
            Map.entry("application.port.in.access.ResetPasswordUseCase.sendsMail", "tells a setting"),
            Map.entry(
                    "application.port.in.access.ResetPasswordUseCase.findReset",
                    "takes the secret of a link, which is the proof"),
            Map.entry(
                    "application.port.out.access.InvitationLinks.find",
                    "takes the secret of a link, which is the proof"),
            Map.entry(
                    "application.port.out.access.PasswordResets.find",
                    "takes the secret of a link, which is the proof"),
            Map.entry("application.port.out.access.Invitations.accept", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.Invitations.answer", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.Invitations.received", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.OperatorAccounts.find", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.Mail.isConfigured", "tells a setting"),
            Map.entry("application.port.in.access.ManageOrganizationsUseCase.create", "takes the session that asks"),
            Map.entry(
                    "application.port.in.access.ManageOrganizationsUseCase.inviteOwner", "takes the session that asks"),
            Map.entry(
                    "application.port.in.access.ManageOrganizationsUseCase.organizations",
                    "takes the session that asks"),
            Map.entry("application.port.in.audit.ReadInstallationAuditUseCase.actions", "takes the session that asks"),
            Map.entry("application.port.in.audit.ReadInstallationAuditUseCase.entries", "takes the session that asks"),
            Map.entry("application.port.out.access.OperatorLinks.logins", "is for whoever runs the installation"),
            Map.entry("application.port.out.access.OperatorOrganizations.all", "takes the token that proves who asks"),
            Map.entry(
                    "application.port.out.access.OperatorOrganizations.inviteOwner",
                    "takes the token that proves who asks"),
            Map.entry("application.port.out.audit.InstallationAudit.actions", "takes the token that proves who asks"),
            Map.entry("application.port.out.audit.InstallationAudit.entries", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.PasswordAttempts.begin", "counts, and hands back a time to wait"),
            Map.entry("application.port.out.access.SignInAttempts.begin", "counts, and hands back a time to wait"),
            Map.entry("application.port.out.access.Passwords.isCommon", "judges a password that nobody has yet"),
            Map.entry(
                    "application.port.out.access.PasswordAttempts.beginCode",
                    "counts; tells nothing that is kept of anybody"),
            Map.entry("application.port.out.access.SecondFactors.find", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.SecondFactors.acceptStep", "takes the token that proves who asks"),
            Map.entry(
                    "application.port.out.access.SecondFactors.useRecoveryCode",
                    "takes the token that proves who asks"),
            Map.entry("application.port.out.access.OwnSecondFactor.state", "takes the token that proves who asks"),
            Map.entry("application.port.out.access.OneTimeCodes.step", "computes; reads nothing that is kept"),
            Map.entry("application.port.in.access.ManageSecondFactorUseCase.status", "takes the session that asks"),
            Map.entry(
                    "application.port.in.access.ManageSecondFactorUseCase.begin", "makes a secret that nobody has yet"),
            Map.entry("application.port.in.access.ManageSecondFactorUseCase.confirm", "takes the session that asks"),
            Map.entry("application.port.in.access.ManageSecondFactorUseCase.renewCodes", "takes the session that asks"),
            Map.entry("application.port.in.access.ConfirmSignInUseCase.asksForCode", "takes the session that asks"),
            Map.entry(
                    "application.port.out.access.PasswordResets.request",
                    "the address goes to the mail server and to nobody who asks"),
            Map.entry("application.port.out.access.OwnSessions.endOthers", "takes the token that proves who asks"),
            Map.entry(
                    "application.port.out.access.RequestOrigin.clientAddress",
                    "knows the request at hand and nothing that is kept"),
            Map.entry("application.port.out.access.Passwords.hash", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.access.Passwords.matches", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.access.Passwords.random", "computes; reads nothing that is kept"),
            Map.entry(
                    "application.port.out.pricing.PriceBookSource.priceBook",
                    "asked when a call is recorded, of which nobody looks at anything"),
            Map.entry(
                    "application.port.in.pricing.BrowsePricesUseCase.models",
                    "takes a payer, who is a viewer or sees the list alone"),
            Map.entry(
                    "application.port.in.pricing.BrowsePricesUseCase.history",
                    "takes a payer, who is a viewer or sees the list alone"),
            Map.entry(
                    "application.port.in.pricing.BrowsePricesUseCase.version",
                    "takes a payer, who is a viewer or sees the list alone"),
            Map.entry(
                    "application.port.in.pricing.BrowsePricesUseCase.estimate",
                    "takes a payer, who is a viewer or sees the list alone"),
            Map.entry("application.port.in.pricing.ManageListPricesUseCase.inForce", "takes the session that asks"),
            Map.entry("application.port.in.pricing.ManageListPricesUseCase.preview", "takes the session that asks"),
            Map.entry("application.port.in.pricing.ManageListPricesUseCase.replace", "takes the session that asks"),
            Map.entry("application.port.in.pricing.ManageListPricesUseCase.withdraw", "takes the session that asks"),
            Map.entry("application.port.out.pricing.ListPriceFile.inForce", "the list is the same for everybody"),
            Map.entry("application.port.out.pricing.ListPriceFile.check", "the list is the same for everybody"),
            Map.entry(
                    "application.port.out.pricing.PriceBookSource.isReady",
                    "tells whether books are read, and nothing of them"),
            Map.entry(
                    "application.port.in.repricing.PriceLateCallsUseCase.priceLateCalls",
                    "prices what the metering could not, for nobody to look at"),
            Map.entry(
                    "application.port.out.repricing.CallsWithoutPriceBook.organizations",
                    "the metering's own work, of calls that it could not price"),
            Map.entry(
                    "application.port.out.repricing.CallsWithoutPriceBook.oldest",
                    "shows what a price depends on, and of calls that lack a price book alone"),
            Map.entry(
                    "application.port.out.repricing.CallsWithoutPriceBook.price",
                    "gives a cost to calls that lack a price book alone"),
            Map.entry("application.port.out.pricing.ListPrices.priceBook", "the list is the same for everybody"),
            Map.entry(
                    "application.port.out.pricing.PriceMapReader.read",
                    "reads the file that it is given and nothing that is kept"),
            Map.entry("application.port.in.key.AuthenticateKeyUseCase.check", "finds out who calls"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.isRestricted",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.judge",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.judgeCall",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.judgeAccountHeader",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.judgeBody",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry(
                    "application.port.in.key.AuthorizeCallUseCase.judgeResources",
                    "asked when a call comes in, of the key that it came with"),
            Map.entry("application.port.in.key.AuthorizeCallUseCase.remember", "writes, and hands back what it wrote"),
            Map.entry(
                    "application.port.out.key.KeyDirectory.policy",
                    "asked when a call comes in, for whoever the key belongs to"),
            Map.entry(
                    "application.port.out.key.ResourceDirectory.known",
                    "asked when a call comes in, for whoever the key belongs to"),
            Map.entry(
                    "application.port.out.key.ResourceDirectory.find",
                    "asked when a call comes in, for whoever the key belongs to"),
            Map.entry(
                    "application.port.in.key.AuthenticateKeyUseCase.providerSecret",
                    "asked when a call goes out, for whoever the key belongs to"),
            Map.entry("application.port.in.usage.RecordUsageUseCase.record", "writes, and hands back an id"),
            Map.entry("application.port.in.usage.RecordUsageUseCase.health", "tells of threads, and of nobody's data"),
            Map.entry("application.port.out.usage.UsageJournal.health", "tells of threads, and of nobody's data"),
            Map.entry("application.port.out.usage.UsageJournal.append", "writes, and hands back an id"),
            Map.entry(
                    "application.port.out.key.KeyDirectory.find",
                    "finds out who calls, of which nobody looks at anything"),
            Map.entry(
                    "application.port.out.key.KeyDirectory.providerKey",
                    "asked when a call goes out, for whoever the key belongs to"),
            Map.entry(
                    "application.port.out.key.KeyDirectory.isCurrent",
                    "tells of the directory and not of what it holds"),
            Map.entry("application.port.out.key.KeyHashing.hash", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.key.KeyHashing.hashes", "computes; reads nothing that is kept"),
            Map.entry(
                    "application.port.out.key.KeyDirectory.hashingKeys",
                    "asked when a key is hashed, of which nobody looks at anything"),
            Map.entry("application.port.out.secret.SecretSealing.seal", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.secret.SecretSealing.open", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.secret.SecretSealing.isCurrent", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.secret.SealedSecrets.all", OWNERS_WORK),
            Map.entry("application.port.out.secret.SealedSecrets.replace", OWNERS_WORK),
            Map.entry("application.port.out.secret.MasterKeyRecord.marks", OWNERS_WORK),
            Map.entry("application.port.out.secret.MasterKeyRecord.replace", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.current", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.old", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.keysUnderOld", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.isAnyUsed", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.isFirstDerived", OWNERS_WORK),
            Map.entry("application.port.out.key.HashingKeys.replace", OWNERS_WORK),
            Map.entry("application.port.in.secret.RotateMasterKeyUseCase.rotate", OWNERS_WORK),
            Map.entry("application.port.in.key.RotateHashingKeyUseCase.rotate", OWNERS_WORK),
            Map.entry("application.port.out.key.SecretVault.seal", "computes; reads nothing that is kept"),
            Map.entry("application.port.out.key.SecretVault.open", "computes; reads nothing that is kept"),
            Map.entry(
                    "application.port.in.usage.RecordUsageUseCase.isReady",
                    "tells of the journal and not of what it holds"),
            Map.entry(
                    "application.port.out.usage.UsageJournal.isReady", "tells of the journal and not of what it holds"),
            Map.entry(
                    "application.port.out.shortlist.CandidateAnalyst.extract",
                    "asks a model, for an attribution; reads nothing that is kept"),
            Map.entry(
                    "application.port.out.shortlist.CandidateAnalyst.match",
                    "asks a model, for an attribution; reads nothing that is kept"),
            Map.entry(
                    "application.port.out.shortlist.CandidateAnalyst.model", "names the model, which is nobody's data"),
            Map.entry(
                    "application.port.out.shortlist.CandidateAnalyst.isSimulated",
                    "names the model, which is nobody's data"),
            Map.entry(
                    "application.port.out.shortlist.ResumeReader.read",
                    "reads the file that it is given and nothing that is kept"));

    /** Public classes of adapters that are no configuration. */
    static final Map<String, String> PUBLIC_IN_ADAPTERS = Map.ofEntries(
            Map.entry("adapter.journal.JournalOptions", "what bootstrap configures"),
            Map.entry("adapter.gateway.GatewayStartException", "bootstrap tells what to do about it"),
            Map.entry("adapter.gateway.options.GatewayOptions", "what bootstrap configures"),
            Map.entry("adapter.gateway.options.GatewayShares", "what bootstrap configures"),
            Map.entry("adapter.gateway.GatewayState", "what bootstrap tells health by"),
            Map.entry("adapter.gateway.client.TlsFilesException", "bootstrap tells what to do about it"),
            Map.entry("adapter.openai.OpenAiOptions", "what bootstrap or a host application configures"),
            Map.entry("adapter.openai.usage.MeteredOpenAi", "wraps the client of a host application"),
            Map.entry("adapter.pricefile.PriceFiles", "what bootstrap configures"),
            Map.entry("adapter.persistence.setup.DatabaseNotPreparedException", "bootstrap tells what to do about it"),
            Map.entry("adapter.persistence.setup.DatabaseSetup", "bootstrap prepares the database that it started"),
            Map.entry("adapter.persistence.setup.RoleLogin", "what bootstrap prepares the database with"),
            Map.entry("adapter.persistence.key.KeyDirectoryOptions", "what bootstrap configures"),
            Map.entry("adapter.rest.CredentialRefusedException", "what bootstrap's security refuses with"),
            Map.entry("adapter.rest.ApiAddress", "what bootstrap configures"),
            Map.entry("adapter.rest.ExportOptions", "what bootstrap configures"),
            Map.entry("adapter.rest.SignInOptions", "what bootstrap configures"),
            Map.entry("adapter.rest.ProblemAccessDeniedHandler", "bootstrap's security answers with it"),
            Map.entry("adapter.rest.ProblemAuthenticationEntryPoint", "bootstrap's security answers with it"));

    /** Classes of bootstrap that may use Vaadin. */
    static final Map<String, String> VAADIN_OUTSIDE_UI =
            Map.of("bootstrap.security.SecurityConfiguration", "guards the views, by Vaadin's own configurer");

    /** Classes that may write to the standard streams. */
    static final Map<String, String> STANDARD_STREAMS = Map.of(
            "bootstrap.audit.AuditSetup", "an audit output that was asked for there, in lines of JSON and nothing else",
            "bootstrap.start.StartConfiguration",
                    "the address and the sign-ins are for whoever started it, not for the log",
            "bootstrap.command.CommandLine", "a command answers to whoever called it, not to the log",
            "simulator.OpenAiSimulatorMain", "a program of its own, which tells where it listens");

    private Exemptions() {}
}
