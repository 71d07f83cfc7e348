package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.JobFetch;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Making a container, or asking for one. Sessions are billed at the rates of the model that uses them first: until one does, the cost of
 * a container that was made is not known.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/containers">OpenAI: containers</a>
 */
final class ContainerCall extends JobFetch {

    private static final Pattern ONE = Pattern.compile(".*/v1/containers/[^/]+");
    private static final FieldSelection ANSWER = FieldSelection.of("id", "memory_limit", "created_at");

    private final boolean makes;
    private final ContainerSizes sizes;

    private ContainerCall(boolean makes, ContainerSizes sizes) {
        super(ContainerSessions.OPERATION.value());
        this.makes = makes;
        this.sizes = sizes;
    }

    static Optional<ContainerCall> of(String method, String path, ContainerSizes sizes) {
        boolean makes = method.equals("POST") && path.endsWith("/v1/containers");
        boolean asks = method.equals("GET") && ONE.matcher(path).matches();
        return makes || asks ? Optional.of(new ContainerCall(makes, sizes)) : Optional.empty();
    }

    @Override
    protected RequestBounds bounds() {
        return makes ? RequestBounds.unbounded(Unbounded.TOOLS) : RequestBounds.NOTHING;
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode container, ResponseAccumulator facts) {
        String id = Identifiers.error(container.path("id").textValue());
        if (id == null) {
            return;
        }
        facts.made(container.path("id"));
        String limit = Identifiers.error(container.path("memory_limit").textValue());
        if (limit != null) {
            sizes.remember(id, limit);
        }
        if (makes) {
            facts.billedOnce(UnixSeconds.read(container.path("created_at"))
                    .map(made -> new BillableJob(id, made))
                    .orElseGet(() -> BillableJob.undated(id)));
            facts.reading(new UsageReading.Missing());
        }
    }

    /** There is no stream of containers. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
