package io.tokentally.domain.view;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.regex.Pattern;

/**
 * What a page of usage shows, as its address says it: {@code api-usage/explorer?by=model&days=30}.
 *
 * @param address of the page, and what it was asked; never of another site, nor of another page
 * @param ofOrganization whether it shows the organization's usage, and so is for those who may see it
 */
@ParsesOutsideInput
public record UsageViewState(String address, boolean ofOrganization) {

    public static final int MAX_LENGTH = 20_000;

    private static final Pattern ADDRESS = Pattern.compile("api-usage(?:/[a-z][a-z-]*)*+(?:\\?[!-~]*)?");

    public UsageViewState {
        if (address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "What is shown takes at most %,d characters to say, not %,d: take off some of the filters"
                            .formatted(MAX_LENGTH, address.length()));
        }
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("A view is of a page of usage, such as api-usage?days=30");
        }
    }
}
