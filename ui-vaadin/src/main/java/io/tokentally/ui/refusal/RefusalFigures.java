package io.tokentally.ui.refusal;

import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.text.VisibleText;
import java.util.List;
import java.util.Map;

/**
 * What is shown of refused calls.
 *
 * @param names of keys and people, by their ids
 */
record RefusalFigures(
        RefusalReport byGroup, RefusalReport overTime, List<RefusedCall> samples, Map<String, String> names) {

    RefusalFigures {
        samples = List.copyOf(samples);
        names = Map.copyOf(names);
    }

    /** The id where there is no name any more. */
    String nameOf(String id) {
        return VisibleText.of(names.getOrDefault(id, id));
    }
}
