package io.tokentally.ui.usage.frame;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.view.UsageView;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Destination;
import io.tokentally.ui.shell.Destination.Kind;
import io.tokentally.ui.shell.Destinations;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What there is usage of, the page of it that the navigation leaves out, and the views of it: what was called most lately, everybody that the viewer may know of, and every key. */
public final class UsageDestinations implements Destinations {

    private final UsageServices services;
    private final FilterValues values;

    public UsageDestinations(UsageServices services) {
        this.services = services;
        this.values = new FilterValues(services);
    }

    @Override
    public List<Destination> all() {
        Viewer viewer = services.viewer();
        ShownUsage usage = services.look(UsageQuery.initial(viewer), BrowserZone.current());
        return Stream.of(
                        Stream.of(new Destination(
                                Kind.PAGE, I18NProvider.translate("title." + MainLayout.MONTH), MainLayout.MONTH)),
                        services.views().named().stream().map(UsageDestinations::view),
                        called(usage, Attribute.ENDPOINT, Kind.ENDPOINT),
                        called(usage, Attribute.MODEL, Kind.MODEL),
                        viewer.seesOrganization()
                                ? services.people().people(viewer).stream()
                                        .map(person -> overview(
                                                usage,
                                                Kind.PERSON,
                                                Attribute.USER,
                                                person.userId().value(),
                                                person.displayName()))
                                : Stream.<Destination>empty(),
                        services.keys().keys(viewer).stream()
                                .map(key -> overview(
                                        usage,
                                        Kind.KEY,
                                        Attribute.KEY,
                                        key.id().toString(),
                                        usage.nameOf(Attribute.KEY, key.id().toString()))))
                .flatMap(stream -> stream)
                .toList();
    }

    private static Destination view(UsageView view) {
        return new Destination(
                Kind.VIEW,
                Objects.requireNonNull(view.name(), "those of the list have a name"),
                view.state().address());
    }

    private Stream<Destination> called(ShownUsage usage, Attribute attribute, Kind kind) {
        return values.of(usage, attribute).values().stream()
                .map(value -> overview(usage, kind, attribute, value.value(), value.name()));
    }

    private static Destination overview(ShownUsage usage, Kind kind, Attribute attribute, String value, String name) {
        UsageQuery query = usage.query().withFilter(usage.query().filter().with(attribute, value));
        return new Destination(kind, name, address(UsageAddress.of(query)));
    }

    private static String address(QueryParameters parameters) {
        return MainLayout.USAGE + "?" + parameters.getQueryString();
    }

    @Override
    public Optional<Destination> byId(String typed) {
        try {
            return Optional.of(new Destination(
                    Kind.CALL,
                    typed,
                    MainLayout.CALLS + "?"
                            + QueryParameters.of("call", UUID.fromString(typed).toString())
                                    .getQueryString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
