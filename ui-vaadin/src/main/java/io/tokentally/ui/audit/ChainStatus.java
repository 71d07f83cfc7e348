package io.tokentally.ui.audit;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.badge.BadgeVariant;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says whether the organization's chain is as it was written. */
class ChainStatus extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(ChainStatus.class);

    /** So many entries are checked in a second or so. */
    static final long LONG = 10_000;

    private final AuditServices services;
    private final Badge badge = new Badge();
    private final Button again = new Button(
            getTranslation("audit.chain.check"),
            event -> event.getSource().getUI().ifPresent(this::check));

    ChainStatus(AuditServices services) {
        this.services = services;
        addClassName("tt-chain");
        getElement().setAttribute("role", "status");
        again.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(badge, again);
    }

    /** Checks a chain that takes no time; any other waits until somebody asks for it. */
    void checkUnlessLong(UI ui) {
        List<AuditEntry> newest;
        try {
            newest = services.audit().entries(services.viewer(), AuditFilter.ALL, null, 1);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (newest.isEmpty() || newest.getFirst().number() <= LONG) {
            check(ui);
        } else {
            show(getTranslation("audit.chain.unchecked"), null);
        }
    }

    /** Reads the whole chain, away from the page. */
    private void check(UI ui) {
        Viewer viewer = services.viewer();
        show(getTranslation("audit.chain.checking"), null);
        again.setEnabled(false);
        services.work().run(ui, () -> services.audit().verify(viewer), this::tell, this::fail);
    }

    private void tell(ChainVerdict verdict) {
        again.setEnabled(true);
        switch (verdict) {
            case ChainVerdict.Intact intact
            when intact.head().number() == 0 -> show(getTranslation("audit.chain.empty"), null);
            case ChainVerdict.Intact intact ->
                show(
                        getTranslation(
                                "audit.chain.intact", formatCount(intact.head().number())),
                        BadgeVariant.SUCCESS);
            case ChainVerdict.Broken broken ->
                show(
                        getTranslation(
                                "audit.chain.broken",
                                formatCount(broken.number()),
                                getTranslation("audit.fault." + broken.fault())),
                        BadgeVariant.ERROR);
        }
    }

    private void fail(Exception failure) {
        LOG.error("The audit chain could not be checked", failure);
        again.setEnabled(true);
        show(getTranslation("audit.chain.problem"), BadgeVariant.WARNING);
    }

    private void show(String text, @Nullable BadgeVariant variant) {
        badge.setText(text);
        badge.removeThemeVariants(BadgeVariant.SUCCESS, BadgeVariant.ERROR, BadgeVariant.WARNING);
        if (variant != null) {
            badge.addThemeVariants(variant);
        }
    }
}
