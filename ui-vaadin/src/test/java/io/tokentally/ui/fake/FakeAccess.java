package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The people of two organizations. Who is signed in is told by a supplier of their user id. */
public final class FakeAccess implements CurrentViewer, ListPeopleUseCase {

    public static final OrganizationId ACME = new OrganizationId("acme");
    public static final OrganizationId GLOBEX = new OrganizationId("globex");
    public static final UserId OWNER = new UserId("owner@acme.example");
    public static final UserId ADMIN = new UserId("admin@acme.example");
    public static final UserId MEMBER = new UserId("member@acme.example");
    public static final UserId SECOND = new UserId("second@acme.example");
    public static final UserId NEWCOMER = new UserId("member@globex.example");

    public static final UserId CONSULTANT = new UserId("consultant@demo.example");
    public static final UserId NOBODY = new UserId("nobody@demo.example");

    public static final UserId OPERATOR = new UserId("operator@demo.example");

    private static final List<Person> PEOPLE = List.of(
            new Person(OWNER, OWNER.value(), "Olivia Owens"),
            new Person(ADMIN, ADMIN.value(), "Adam Miller"),
            new Person(MEMBER, MEMBER.value(), "Mia Schmidt"),
            new Person(SECOND, SECOND.value(), "Sam Okafor"),
            new Person(NEWCOMER, NEWCOMER.value(), "Nina Novak"),
            new Person(CONSULTANT, CONSULTANT.value(), "Cleo Costa"),
            new Person(NOBODY, NOBODY.value(), "Noel Nadir"),
            new Person(OPERATOR, OPERATOR.value(), "Opal Quist"));

    private static final List<Membership> MEMBERSHIPS = List.of(
            new Membership(OWNER, ACME, "Acme", Role.OWNER),
            new Membership(ADMIN, ACME, "Acme", Role.ADMIN),
            new Membership(ADMIN, GLOBEX, "Globex", Role.MEMBER),
            new Membership(MEMBER, ACME, "Acme", Role.MEMBER),
            new Membership(SECOND, ACME, "Acme", Role.MEMBER),
            new Membership(NEWCOMER, GLOBEX, "Globex", Role.MEMBER),
            new Membership(CONSULTANT, ACME, "Acme", Role.MEMBER),
            new Membership(CONSULTANT, GLOBEX, "Globex", Role.OWNER));

    private final Supplier<UserId> signedIn;
    private final Map<UserId, OrganizationId> chosen = new HashMap<>();
    private final List<Person> persons = new ArrayList<>(PEOPLE);
    private final List<Membership> places = new ArrayList<>(MEMBERSHIPS);
    private final Set<UserId> undecided = new HashSet<>();
    private final Set<UserId> secondFactors = new HashSet<>();
    private final Set<OrganizationId> secondFactorRequired = new HashSet<>();
    private final Set<UserId> oneTimePasswords = new HashSet<>();
    private boolean factorOfOperatorsRequired;

    public FakeAccess(Supplier<UserId> signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public Session session() {
        Person person = persons.stream()
                .filter(known -> known.userId().equals(signedIn.get()))
                .findFirst()
                .orElseThrow(() -> new AccessRefusedException("You are not signed in."));
        Membership[] all = memberships().toArray(Membership[]::new);
        if (person.userId().equals(OPERATOR)) {
            return SessionFixtures.operator(limit(), person);
        }
        return SessionFixtures.limited(limit(), person, all);
    }

    private SessionLimit limit() {
        if (mustChangePassword()) {
            return SessionLimit.PASSWORD_CHANGE;
        }
        return needsSecondFactor(signedIn.get()) && !secondFactors.contains(signedIn.get())
                ? SessionLimit.SECOND_FACTOR_SETUP
                : SessionLimit.NONE;
    }

    @Override
    public Viewer viewer() {
        if (undecided.contains(signedIn.get())) {
            throw new OrganizationNotNamedException("Choose one.", memberships());
        }
        OrganizationId organizationId = chosen.get(signedIn.get());
        return memberships().stream()
                .filter(membership ->
                        organizationId == null || membership.organizationId().equals(organizationId))
                .findFirst()
                .map(membership -> membership.viewer(ViewerFixtures.token(membership.userId())))
                .orElseThrow(() -> new AccessRefusedException("You belong to no organization."));
    }

    @Override
    public Viewer viewerIn(OrganizationId organizationId) {
        return memberships().stream()
                .filter(membership -> membership.organizationId().equals(organizationId))
                .findFirst()
                .map(membership -> membership.viewer(ViewerFixtures.token(membership.userId())))
                .orElseThrow(() -> new UnknownOrganizationException(organizationId));
    }

    @Override
    public List<Membership> memberships() {
        return places.stream()
                .filter(membership -> membership.userId().equals(signedIn.get()))
                .sorted(Comparator.comparing(Membership::organizationName))
                .toList();
    }

    @Override
    public void switchTo(OrganizationId organizationId) {
        undecided.remove(signedIn.get());
        chosen.put(signedIn.get(), viewerIn(organizationId).organizationId());
    }

    @Override
    public List<Person> people(Viewer viewer) {
        return persons.stream()
                .filter(person -> viewer.userId().equals(person.userId())
                        || (viewer.seesOrganization() && isMember(person, viewer.organizationId())))
                .toList();
    }

    public void reset() {
        chosen.clear();
        undecided.clear();
        oneTimePasswords.clear();
        secondFactors.clear();
        factorOfOperatorsRequired = false;
        secondFactorRequired.clear();
        persons.clear();
        persons.addAll(PEOPLE);
        places.clear();
        places.addAll(MEMBERSHIPS);
    }

    private boolean isMember(Person person, OrganizationId organizationId) {
        return places.stream()
                .anyMatch(membership -> membership.userId().equals(person.userId())
                        && membership.organizationId().equals(organizationId));
    }

    @Override
    public boolean mustChangePassword() {
        return oneTimePasswords.contains(signedIn.get());
    }

    /** As of somebody who has left the organization that they had chosen. */
    public void forgetChoice(UserId userId) {
        undecided.add(userId);
    }

    public void setMustChangePassword(UserId userId, boolean must) {
        if (must) {
            oneTimePasswords.add(userId);
        } else {
            oneTimePasswords.remove(userId);
        }
    }

    /** Who signs in with a second factor. */
    public Set<UserId> secondFactors() {
        return secondFactors;
    }

    /** The organizations that require one. */
    public Set<OrganizationId> secondFactorRequired() {
        return secondFactorRequired;
    }

    /** As outside the demo. */
    public void requireSecondFactorOfOperators() {
        factorOfOperatorsRequired = true;
    }

    boolean needsSecondFactor(UserId userId) {
        return (factorOfOperatorsRequired && userId.equals(OPERATOR))
                || places.stream()
                        .anyMatch(place ->
                                place.userId().equals(userId) && secondFactorRequired.contains(place.organizationId()));
    }

    List<Person> persons() {
        return persons;
    }

    List<Membership> places() {
        return places;
    }
}
