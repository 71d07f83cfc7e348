package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Anchor;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageQuery;

/** Leads to where calls are listed. */
public final class CallsLink {

    /** The parameter of its address that says which call is open. */
    private static final String CALL = "call";

    private CallsLink() {}

    /** To the calls of a query. */
    public static Anchor to(UsageQuery query, String text) {
        return new Anchor(MainLayout.CALLS + "?" + UsageAddress.of(query).getQueryString(), text);
    }

    /** To one call, among those of a query. */
    public static Anchor to(UsageQuery query, UsageRecordId call, String text) {
        return new Anchor(
                MainLayout.CALLS + "?"
                        + UsageAddress.of(query)
                                .merging(CALL, call.value().toString())
                                .getQueryString(),
                text);
    }
}
