package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ManageAccountsUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.application.port.in.access.ManageOrganizationsUseCase;
import io.tokentally.application.port.in.audit.ReadInstallationAuditUseCase;
import io.tokentally.application.port.in.pricing.ManageListPricesUseCase;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.ListPricesChange;
import io.tokentally.domain.pricing.ListPricesInForce;
import io.tokentally.domain.pricing.ListPricesInForce.Origin;
import io.tokentally.domain.pricing.PriceRefusedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The organizations of an installation and one account that somebody squats on, in memory. */
public final class FakeInstallation
        implements ManageOrganizationsUseCase,
                ManageAccountsUseCase,
                ManageListPricesUseCase,
                ReadInstallationAuditUseCase {

    public static final LinkSecret SECRET = new LinkSecret("5e".repeat(32));
    public static final EmailAddress SQUATTED = new EmailAddress("ceo@initech.example");

    public static final String PRICE_FILE = "/var/lib/tokentally/prices.json";

    private static final UserId SQUATTER = new UserId("squatter");

    private final Clock clock;
    private final List<InstalledOrganization> organizations = new ArrayList<>();
    private boolean released;
    private boolean failing;
    private String uploaded = "";

    public FakeInstallation(Clock clock) {
        this.clock = clock;
        reset();
    }

    public void reset() {
        released = false;
        failing = false;
        uploaded = "";
        organizations.clear();
        organizations.add(new InstalledOrganization(new OrganizationId("acme"), "Acme", 4, 1, 0));
        organizations.add(new InstalledOrganization(new OrganizationId("initech"), "Initech", 0, 0, 1));
    }

    /** No mail goes from now on. */
    public void failToSend() {
        failing = true;
    }

    public boolean isReleased() {
        return released;
    }

    @Override
    public List<InstalledOrganization> organizations(Session session) {
        session.requireOperator();
        return List.copyOf(organizations);
    }

    @Override
    public Invited create(Session session, OrganizationId id, String name, EmailAddress firstOwner) {
        session.requireOperator();
        if (organizations.stream().anyMatch(known -> known.id().equals(id))) {
            throw new MembershipRefusedException(MembershipRefusedException.Reason.ORGANIZATION_EXISTS);
        }
        organizations.add(new InstalledOrganization(id, name, 0, 0, 1));
        if (failing) {
            throw new InvitationNotSentException(
                    name, firstOwner, new IllegalStateException("The mail server is away"));
        }
        return invited(firstOwner);
    }

    @Override
    public Invited inviteOwner(Session session, OrganizationId id, EmailAddress address) {
        session.requireOperator();
        return invited(address);
    }

    private static Invited invited(EmailAddress address) {
        return new Invited(
                UUID.randomUUID(), address, Optional.of(new PrivateLink(PrivateLink.Kind.INVITATION, SECRET)));
    }

    @Override
    public Optional<KnownAccount> find(Session session, EmailAddress address) {
        session.requireOperator();
        return address.equals(SQUATTED) && !released
                ? Optional.of(new KnownAccount(new Person(SQUATTER, SQUATTED.value(), "Somebody Else"), null, 1))
                : Optional.empty();
    }

    @Override
    public PrivateLink issueResetLink(Session session, UserId userId) {
        session.requireOperator();
        return new PrivateLink(PrivateLink.Kind.PASSWORD_RESET, SECRET);
    }

    @Override
    public void resetSecondFactor(Session session, UserId userId) {
        session.requireOperator();
        throw new MembershipRefusedException(MembershipRefusedException.Reason.NO_SECOND_FACTOR);
    }

    @Override
    public void releaseAddress(Session session, UserId userId) {
        session.requireOperator();
        released = userId.equals(SQUATTER);
    }

    @Override
    public ListPricesInForce inForce(Session session) {
        session.requireOperator();
        return uploaded.isEmpty()
                ? new ListPricesInForce(Origin.BUILT_IN, PRICE_FILE, "", "", 812, clock.instant())
                : new ListPricesInForce(Origin.UPLOADED, PRICE_FILE, PRICE_FILE, "ab".repeat(32), 3, clock.instant());
    }

    /** Refuses an empty file. */
    @Override
    public ListPricesChange preview(Session session, String name, byte[] content) {
        session.requireOperator();
        if (content.length == 0) {
            throw new PriceRefusedException("The price file %s cannot be used: it is empty".formatted(name));
        }
        return new ListPricesChange(3, 1, List.of(new ModelName("gpt-4o")));
    }

    @Override
    public ListPricesInForce replace(Session session, String name, byte[] content) {
        session.requireOperator();
        uploaded = name;
        return inForce(session);
    }

    @Override
    public ListPricesInForce withdraw(Session session) {
        uploaded = "";
        return inForce(session);
    }

    @Override
    public List<AuditEntry> entries(Session session, AuditFilter filter, @Nullable Long before, int limit) {
        session.requireOperator();
        return before == null ? List.of(entry()) : List.of();
    }

    private AuditEntry entry() {
        return new AuditEntry(
                "",
                1,
                new UUID(0, 1),
                clock.instant(),
                new AuditAction("sign_in.failed"),
                null,
                "account",
                new AuditText(SQUATTED.value()),
                new AuditText("203.0.113.7"),
                Map.of(),
                Map.of("attempts", new AuditText("212")),
                "ab".repeat(32));
    }

    @Override
    public List<AuditAction> actions(Session session) {
        session.requireOperator();
        return List.of(new AuditAction("sign_in.failed"));
    }
}
