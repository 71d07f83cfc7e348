package io.tokentally.adapter.persistence.view;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People keep views for themselves or for others, and see those that they may see what is in. */
class JdbcUsageViewsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer MEMBER = ViewerFixtures.viewer(new UserId("member@acme"), ACME, Role.MEMBER);
    private static final Viewer OTHER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);

    private static final UsageViewState MINE = new UsageViewState("api-usage?days=7", false);
    private static final UsageViewState OURS = new UsageViewState("api-usage?scope=organization", true);

    private final UsageViews views = DATABASE.bean(UsageViews.class);

    @BeforeEach
    void fill() {
        List.of(OWNER, ADMIN, MEMBER, OTHER).forEach(DATABASE::addMember);
    }

    private void keep(Viewer viewer, String name, boolean shared, UsageViewState state) {
        DATABASE.inTransaction(() -> views.save(viewer, name, shared, state));
    }

    private static void doing(Runnable work) {
        DATABASE.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private List<String> names(Viewer viewer) {
        return DATABASE.inTransaction(() -> views.findNamed(viewer)).stream()
                .map(UsageView::name)
                .toList();
    }

    private UsageViewId store(Viewer viewer, UsageViewState state) {
        return DATABASE.inTransaction(() -> views.store(viewer, state));
    }

    @Test
    void eachHidesTheFirstStepsForThemselvesAndKeepsTheirOtherChoices() {
        doing(() -> views.sawLast(OWNER, MINE));
        doing(() -> views.hideFirstSteps(OWNER));
        doing(() -> views.hideFirstSteps(OWNER));
        doing(() -> views.hideFirstSteps(OTHER));

        assertThat(DATABASE.inTransaction(() -> views.areFirstStepsHidden(OWNER)))
                .isTrue();
        assertThat(DATABASE.inTransaction(() -> views.lastSeen(OWNER))).contains(MINE);
        assertThat(DATABASE.inTransaction(() -> views.areFirstStepsHidden(ADMIN)))
                .isFalse();
    }

    @Test
    void oneIsSeenByItsOwnerAndWhereItIsSharedByThoseWhoMaySeeWhatIsInIt() {
        keep(ADMIN, "own", false, MINE);
        keep(ADMIN, "of all, for each", true, MINE);
        keep(ADMIN, "of the organization", true, OURS);

        assertThat(names(ADMIN)).containsExactly("of all, for each", "of the organization", "own");
        assertThat(names(OWNER)).containsExactly("of all, for each", "of the organization");
        assertThat(names(MEMBER)).containsExactly("of all, for each");
        assertThat(names(OTHER)).isEmpty();
    }

    @Test
    void oneOfTheSameNameShowsSomethingElseFromThenOn() {
        keep(ADMIN, "own", false, MINE);
        keep(OWNER, "own", false, OURS);
        keep(ADMIN, "own", true, OURS);

        assertThat(DATABASE.inTransaction(() -> views.findNamed(ADMIN)))
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.shared()).isTrue();
                    assertThat(view.state()).isEqualTo(OURS);
                    assertThat(view.owner()).isEqualTo(ADMIN.userId());
                });
    }

    @Test
    void whatStandsInAnAddressIsKeptOnceAndIsForWhoeverMaySeeIt() {
        UsageViewId ours = store(ADMIN, OURS);
        UsageViewId mine = store(ADMIN, MINE);

        assertThat(store(ADMIN, OURS)).isEqualTo(ours);
        assertThat(store(OWNER, OURS)).isNotEqualTo(ours);
        assertThat(DATABASE.inTransaction(() -> views.find(OWNER, ours)))
                .hasValueSatisfying(view -> assertThat(view.state()).isEqualTo(OURS));
        assertThat(DATABASE.inTransaction(() -> views.find(MEMBER, ours))).isEmpty();
        assertThat(DATABASE.inTransaction(() -> views.find(MEMBER, mine))).isPresent();
        assertThat(DATABASE.inTransaction(() -> views.find(OTHER, mine))).isEmpty();
        assertThat(names(ADMIN)).isEmpty();
    }

    @Test
    void nobodyChangesOrRemovesThoseOfOthersButOwnersWhatIsShared() {
        keep(ADMIN, "own", false, MINE);
        keep(ADMIN, "shared", true, MINE);
        UsageViewId own = id("own");
        UsageViewId shared = id("shared");

        doing(() -> views.remove(MEMBER, shared));
        doing(() -> views.remove(OTHER, shared));
        doing(() -> views.remove(OWNER, own));
        assertThat(names(ADMIN)).containsExactly("own", "shared");

        doing(() -> views.remove(OWNER, shared));
        assertThat(names(ADMIN)).containsExactly("own");
        doing(() -> views.remove(ADMIN, own));
        assertThat(names(ADMIN)).isEmpty();
    }

    private UsageViewId id(String name) {
        return DATABASE.inTransaction(() -> views.findNamed(ADMIN)).stream()
                .filter(view -> name.equals(view.name()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void whatSomebodyBeginsWithIsTheirsAndEndsWithTheView() {
        keep(ADMIN, "shared", true, OURS);
        UsageViewId shared = id("shared");
        doing(() -> views.chooseStart(OWNER, shared));
        doing(() -> views.chooseStart(MEMBER, shared));

        assertThat(start(OWNER)).containsExactly("shared");
        assertThat(start(ADMIN)).isEmpty();
        // They may not see what is in it.
        assertThat(start(MEMBER)).isEmpty();
        assertThat(DATABASE.inTransaction(() -> views.findNamed(OWNER)))
                .extracting(UsageView::isStart)
                .containsExactly(true);

        doing(() -> views.chooseStart(OWNER, null));
        assertThat(start(OWNER)).isEmpty();
        doing(() -> views.chooseStart(OWNER, shared));
        doing(() -> views.remove(ADMIN, shared));
        assertThat(start(OWNER)).isEmpty();
    }

    private List<String> start(Viewer viewer) {
        return DATABASE.inTransaction(() -> views.findStart(viewer)).stream()
                .map(UsageView::name)
                .toList();
    }

    @Test
    void whatSomebodyLookedAtLastIsTheirs() {
        doing(() -> views.sawLast(ADMIN, OURS));
        doing(() -> views.sawLast(MEMBER, MINE));
        doing(() -> views.sawLast(MEMBER, new UsageViewState("api-usage?days=90", false)));

        assertThat(DATABASE.inTransaction(() -> views.lastSeen(ADMIN))).contains(OURS);
        assertThat(DATABASE.inTransaction(() -> views.lastSeen(MEMBER)))
                .contains(new UsageViewState("api-usage?days=90", false));
        assertThat(DATABASE.inTransaction(() -> views.lastSeen(OWNER))).isEmpty();
    }

    @Test
    void aPersonKeepsAHundredAndAThousandAddresses() {
        for (int number = 1; number <= UsageView.MOST; number++) {
            keep(MEMBER, "view " + number, false, MINE);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keep(MEMBER, "one more", false, MINE))
                .withMessage("You keep 100 views already: remove one first");
        keep(MEMBER, "view 7", true, MINE);
        keep(ADMIN, "of somebody else", false, MINE);

        UsageViewId first = store(MEMBER, state(0));
        UsageViewId second = store(MEMBER, state(1));
        doing(() -> {
            for (int number = 2; number <= 1_000; number++) {
                views.store(MEMBER, state(number));
            }
        });
        assertThat(DATABASE.inTransaction(() -> views.find(MEMBER, first))).isEmpty();
        assertThat(DATABASE.inTransaction(() -> views.find(MEMBER, second))).isPresent();
        assertThat(names(MEMBER)).hasSize(UsageView.MOST);
    }

    private static UsageViewState state(int number) {
        return new UsageViewState("api-usage?endpoint=" + number, false);
    }

    @Test
    void nobodyKeepsOneInTheNameOfAnother() {
        Viewer pretender = ADMIN.by(MEMBER.token());

        assertThatRowIsRefused(() -> keep(pretender, "not theirs", true, OURS));
        assertThatRowIsRefused(() -> store(pretender, MINE));
        assertThatRowIsRefused(() -> doing(() -> views.sawLast(pretender, MINE)));
        assertThat(names(ADMIN)).isEmpty();
    }

    private static void assertThatRowIsRefused(ThrowableAssert.ThrowingCallable keeping) {
        assertThatThrownBy(keeping).rootCause().hasMessageContaining("row-level security");
    }
}
