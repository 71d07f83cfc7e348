package io.tokentally.ui.budget;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BindingBudgets;
import io.tokentally.domain.budget.BindingBudgets.Binding;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.text.VisibleText;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets that hold one person's calls, or one key's: each with its name, its bar and what is left. Of many it shows some. */
public final class BudgetsOfOne extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetsOfOne.class);
    private static final int MOST = 3;

    private BudgetsOfOne(List<Binding> bindings) {
        addClassName("tt-budgets-of-one");
        bindings.stream().limit(MOST).map(BudgetsOfOne::shown).forEach(this::add);
        if (bindings.size() > MOST) {
            add(new RouterLink(getTranslation("budgets.of-one.more", bindings.size() - MOST), BudgetsView.class));
        }
        setVisible(!bindings.isEmpty());
    }

    private static Div shown(Binding binding) {
        RouterLink name = new RouterLink(
                VisibleText.of(binding.budget().terms().name()),
                BudgetView.class,
                BudgetView.parameters(binding.budget().id()));
        return new Div(name, new BudgetBar("", binding.standing()));
    }

    /** What the viewer may know of them, read once for all that are shown; none where that cannot be told now. */
    public static BindingBudgets read(BudgetServices services) {
        try {
            return new BindingBudgets(
                    services.budgets().list(services.viewer()),
                    services.budgets().uses(services.viewer()));
        } catch (RuntimeException e) {
            LOG.warn("The budgets that bind could not be read", e);
            return BindingBudgets.NONE;
        }
    }

    /** Their own alone: what is for all of them together would stand at each. */
    public static BudgetsOfOne ofPerson(BindingBudgets budgets, UserId user) {
        return new BudgetsOfOne(
                budgets.ofPerson(user).stream().filter(Binding::own).toList());
    }

    public static BudgetsOfOne ofKey(BindingBudgets budgets, VirtualKey key) {
        boolean service = key.holder().kind() == KeyHolder.Kind.SERVICE;
        return new BudgetsOfOne(
                service
                        ? budgets.ofServiceKey(key.id())
                        : budgets.ofKey(key.holder().userId(), key.id()));
    }
}
