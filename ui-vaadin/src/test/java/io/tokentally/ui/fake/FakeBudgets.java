package io.tokentally.ui.fake;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetChangeRefusal;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One organization's budgets, in memory. */
public final class FakeBudgets implements ManageBudgetsUseCase {

    private static final Instant CHANGED = Instant.parse("2026-10-19T08:00:00Z");

    private final Map<BudgetId, Budget> budgets = new LinkedHashMap<>();
    private final List<BudgetVersion> versions = new ArrayList<>();
    private List<BudgetUse> uses = List.of();
    private List<BudgetUse> history = List.of();
    private List<TriedWindow> tried = List.of();
    private @Nullable TooDearCall tooDear;
    private boolean triesFail;

    public void reset() {
        budgets.clear();
        versions.clear();
        uses = List.of();
        history = List.of();
        tried = List.of();
        tooDear = null;
        triesFail = false;
    }

    public void failTries() {
        triesFail = true;
    }

    public void wouldNeverLetOut(TooDearCall call) {
        tooDear = call;
    }

    public void used(BudgetUse... now) {
        uses = List.of(now);
    }

    public void wereUsed(BudgetUse... before) {
        history = List.of(before);
    }

    public void wouldHaveSeen(TriedWindow... windows) {
        tried = List.of(windows);
    }

    @Override
    public List<Budget> list(Viewer viewer) {
        return budgets.values().stream()
                .filter(budget -> budget.endedAt() == null)
                .toList();
    }

    @Override
    public Optional<Budget> find(Viewer viewer, BudgetId id) {
        return Optional.ofNullable(budgets.get(id));
    }

    @Override
    public List<BudgetUse> uses(Viewer viewer) {
        return uses;
    }

    @Override
    public List<BudgetUse> history(Viewer viewer, BudgetId id) {
        return history;
    }

    @Override
    public List<BudgetVersion> versions(Viewer viewer, BudgetId id) {
        return versions.reversed();
    }

    @Override
    public List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        if (triesFail) {
            throw new IllegalStateException("the past cannot be read");
        }
        return tried;
    }

    @Override
    public Optional<TooDearCall> tooDear(Viewer viewer, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        return Optional.ofNullable(tooDear).filter(call -> terms.blocks());
    }

    @Override
    public BudgetId create(Viewer viewer, BudgetTerms terms) {
        BudgetId id = new BudgetId(new UUID(0, budgets.size() + 1));
        set(viewer, id, null, terms);
        return id;
    }

    @Override
    public void change(Viewer viewer, BudgetId id, BudgetTerms terms) {
        set(viewer, id, known(viewer, id), terms);
    }

    private void set(Viewer viewer, BudgetId id, @Nullable Budget before, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        if (list(viewer).stream()
                .anyMatch(
                        other -> !other.id().equals(id) && other.terms().name().equals(terms.name()))) {
            throw BudgetChangeRefusal.BUDGET_NAMED_SO.about(terms.name());
        }
        if (terms.selector().tag() != null && !terms.selector().tag().name().equals("team")) {
            throw BudgetChangeRefusal.BUDGET_TAG_NOT_DECLARED.about(
                    terms.selector().tag().name());
        }
        int version = before == null ? 1 : before.version() + 1;
        budgets.put(id, new Budget(viewer.organizationId(), id, version, terms, viewer.userId(), CHANGED, null));
        versions.add(new BudgetVersion(version, terms, viewer.userId(), CHANGED));
    }

    @Override
    public void end(Viewer viewer, BudgetId id) {
        Budget ended = known(viewer, id);
        budgets.put(
                id,
                new Budget(
                        ended.organization(), id, ended.version(), ended.terms(), viewer.userId(), CHANGED, CHANGED));
    }

    private Budget known(Viewer viewer, BudgetId id) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        Budget budget = budgets.get(id);
        if (budget == null || budget.endedAt() != null) {
            throw BudgetChangeRefusal.NO_SUCH_BUDGET.about("");
        }
        return budget;
    }
}
