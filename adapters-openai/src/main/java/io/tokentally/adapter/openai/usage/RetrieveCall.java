package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Region;
import io.tokentally.provider.wire.JobFetch;
import io.tokentally.provider.wire.ProviderCallHandler;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fetching, or cancelling, what OpenAI works on apart from the call that asked for it: a batch or a response. */
abstract class RetrieveCall extends JobFetch {

    private static final Pattern PATH = Pattern.compile(".*/(batches|responses)/[^/]+(/cancel)?");

    private final @Nullable Region region;

    RetrieveCall(String operation, @Nullable Region region) {
        super(operation);
        this.region = region;
    }

    static Optional<ProviderCallHandler> of(String method, String path, @Nullable Region region, ContainerSizes sizes) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean cancels = matcher.group(2) != null;
        if (!method.equals(cancels ? "POST" : "GET")) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1).equals("batches")
                        ? new BatchCall(cancels, region)
                        : new ResponseFetch(cancels, region, sizes));
    }

    @Override
    public final @Nullable Region region() {
        return region;
    }
}
