package io.tokentally.application.service.mailing;

import io.tokentally.application.port.out.mailing.UsageMailQueue.Due;
import io.tokentally.application.service.mailing.MailedUsage.Group;
import io.tokentally.application.service.mailing.MailedUsage.Part;
import io.tokentally.domain.budget.BindingBudgets.Binding;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A mail about usage in words, in the language of whoever gets it. Names that callers gave stand on one line, with all of them to be seen. */
final class UsageMailText {

    static final String BUNDLE = "io.tokentally.application.service.mailing.usage-mail";

    private final Due due;
    private final @Nullable String base;
    private final Locale locale;
    private final ResourceBundle texts;
    private final MailedFigures figures;
    private final boolean isMonth;

    /** @param base the address of the application as people reach it; absent if nobody has said */
    UsageMailText(Due due, @Nullable String base) {
        this.due = due;
        this.base = base;
        this.locale = due.language().locale();
        // Without the language of the machine, where there is none for the reader's.
        this.texts = ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.figures = new MailedFigures(locale);
        this.isMonth = UsageMailReader.isMonth(due.period());
    }

    String subject() {
        return text(isMonth ? "subject.month" : "subject.week", time(), name(due.organizationName()));
    }

    String body(MailedUsage usage) {
        List<String> lines = new ArrayList<>();
        Period period = due.period();
        lines.add(text(
                isMonth ? "heading.month" : "heading.week",
                name(due.organizationName()),
                time(),
                period.zone().getId()));
        addPart(lines, "own", usage.own());
        if (!usage.budgets().isEmpty()) {
            lines.add("");
            lines.add(text("budgets"));
            usage.budgets().forEach(budget -> lines.add("  " + budget(budget)));
        }
        if (usage.organization() != null) {
            addPart(lines, "organization", usage.organization());
        }
        lines.add("");
        lines.add(base == null ? text("why") : text("why.address", address(base)));
        return String.join("\n", lines) + "\n";
    }

    private void addPart(List<String> lines, String titleKey, Part part) {
        UsageTotals now = part.totals();
        UsageTotals before = part.before();
        lines.add("");
        lines.add(text(titleKey));
        lines.add(figure("requests", figures.count(now.requests()), figures.count(before.requests())));
        lines.add(figure("tokens", figures.count(now.totalTokens()), figures.count(before.totalTokens())));
        lines.add(figure("cost", figures.cost(now.cost()), figures.cost(before.cost())));
        lines.add(figure("failures", figures.count(now.failures()), figures.count(before.failures())));
        if (now.unpriced() > 0) {
            lines.add("  " + text("unpriced", figures.count(now.unpriced())));
        }
        addGroups(lines, "models", part.models());
        addGroups(lines, "endpoints", part.endpoints());
    }

    private String figure(String key, String now, String before) {
        return "  " + text(isMonth ? "against.month" : "against.week", text(key), now, before);
    }

    private void addGroups(List<String> lines, String titleKey, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        lines.add("  " + text(titleKey));
        groups.forEach(group -> lines.add("    "
                + text(
                        "group",
                        group.name() == null ? text("others") : name(group.name()),
                        figures.cost(group.totals().cost()),
                        figures.count(group.totals().requests()))));
    }

    private String budget(Binding binding) {
        BudgetTerms terms = binding.budget().terms();
        return text(
                "budget",
                name(terms.name()),
                figures.count(binding.standing().percentUsed()),
                amount(terms.measure(), binding.standing().used()),
                amount(terms.measure(), terms.amount()));
    }

    private String amount(BudgetMeasure measure, BigDecimal amount) {
        return switch (measure) {
            case COST -> figures.cost(Money.usd(amount));
            case TOKENS -> text("amount.tokens", figures.count(amount));
            case REQUESTS -> text("amount.requests", figures.count(amount));
        };
    }

    private String time() {
        Period period = due.period();
        return isMonth
                ? DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(period.firstDay())
                : text("week", day(period.firstDay()), day(period.lastDay()));
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    private String text(String key, Object... values) {
        return new MessageFormat(texts.getString(key), locale).format(values);
    }

    private static String name(String given) {
        return VisibleText.of(given).replaceAll("\\p{Cntrl}", " ");
    }

    private static String address(String base) {
        return (base.endsWith("/") ? base : base + "/") + "account";
    }
}
