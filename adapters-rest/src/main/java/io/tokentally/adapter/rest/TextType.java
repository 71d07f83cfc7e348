package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.usage.CallFilter;
import java.beans.PropertyEditorSupport;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.PropertyEditorRegistry;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * A type that the API takes as a text, the same in the fields of bodies and in parameters.
 *
 * @param reader throws {@link IllegalArgumentException}, for a reason to tell the client, if the text is none of the type
 */
@ParsesOutsideInput
record TextType<T>(Class<T> type, Function<String, T> reader) {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** All there are. */
    static final List<TextType<?>> ALL = List.of(
            new TextType<>(AlertKind.class, AlertKind::new),
            new TextType<>(AlertMeasure.class, word -> oneOf(AlertMeasure.class, word)),
            new TextType<>(AlertRuleKind.class, word -> oneOf(AlertRuleKind.class, word)),
            new TextType<>(AlertState.class, word -> oneOf(AlertState.class, word)),
            new TextType<>(AlertWindow.class, word -> oneOf(AlertWindow.class, word)),
            new TextType<>(ChannelType.class, word -> oneOf(ChannelType.class, word)),
            new TextType<>(BlockingRules.Bound.class, word -> oneOf(BlockingRules.Bound.class, word)),
            new TextType<>(BlockingRules.Unknown.class, word -> oneOf(BlockingRules.Unknown.class, word)),
            new TextType<>(
                    BlockingRules.WhenUnreachable.class, word -> oneOf(BlockingRules.WhenUnreachable.class, word)),
            new TextType<>(BudgetAction.class, word -> oneOf(BudgetAction.class, word)),
            new TextType<>(BudgetDimension.class, word -> oneOf(BudgetDimension.class, word)),
            new TextType<>(BudgetMeasure.class, word -> oneOf(BudgetMeasure.class, word)),
            new TextType<>(BudgetThreshold.class, BudgetThreshold::of),
            new TextType<>(EmailAddress.class, EmailAddress::new),
            new TextType<>(Endpoint.class, Endpoint::new),
            new TextType<>(ModelName.class, ModelName::new),
            new TextType<>(ModelPattern.class, ModelPattern::new),
            new TextType<>(Operation.class, Operation::new),
            new TextType<>(PathRule.class, PathRule::new),
            new TextType<>(Provider.class, Provider::new),
            new TextType<>(ProviderSecret.class, ProviderSecret::new),
            new TextType<>(Region.class, Region::new),
            new TextType<>(ServiceTier.class, ServiceTier::new),
            new TextType<>(UserId.class, UserId::new),
            new TextType<>(VirtualKeyId.class, TextType::key),
            new TextType<>(Role.class, word -> oneOf(Role.class, word)),
            new TextType<>(Session.Scope.class, word -> oneOf(Session.Scope.class, word)),
            new TextType<>(UsageScope.class, word -> oneOf(UsageScope.class, word)),
            new TextType<>(DayOfWeek.class, word -> oneOf(DayOfWeek.class, word)),
            new TextType<>(MailLanguage.class, MailLanguage::of),
            new TextType<>(MailRhythm.class, MailRhythm::of),
            new TextType<>(Grain.class, word -> oneOf(Grain.class, word)),
            new TextType<>(CallFilter.Status.class, word -> oneOf(CallFilter.Status.class, word)),
            new TextType<>(CsvParameters.Columns.class, word -> oneOf(CsvParameters.Columns.class, word)),
            new TextType<>(ExportId.class, ExportId::of),
            new TextType<>(ExportFormat.class, word -> oneOf(ExportFormat.class, word)),
            new TextType<>(OperationGroup.class, word -> ofPolicy(OperationGroup.class, word)),
            new TextType<>(ResourceScope.class, word -> ofPolicy(ResourceScope.class, word)),
            new TextType<>(Instant.class, TextType::instant),
            new TextType<>(LocalDate.class, TextType::date),
            new TextType<>(ZoneId.class, TextType::zone));

    void addTo(SimpleModule module) {
        module.addDeserializer(type, new OfField<>(type, reader));
    }

    void addTo(PropertyEditorRegistry registry) {
        registry.registerCustomEditor(type, new OfParameter<>(reader));
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String word) {
        return ApiEnumNames.constant(type, word)
                .orElseThrow(() -> new IllegalArgumentException("it must be one of " + ApiEnumNames.words(type)));
    }

    /** A word inside a policy, whose fields are too many to tell the words of each. */
    private static <E extends Enum<E>> E ofPolicy(Class<E> type, String word) {
        return ApiEnumNames.constant(type, word)
                .orElseThrow(() -> new IllegalArgumentException("there is no such word among its values"));
    }

    private static VirtualKeyId key(String text) {
        try {
            return new VirtualKeyId(UUID.fromString(text));
        } catch (IllegalArgumentException noUuid) {
            // The innermost reason is what a client is told.
            throw new IllegalArgumentException("it must be the id of a key, as /api/v1/keys tells it");
        }
    }

    private static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // Said below, in the same words.
        }
        throw new IllegalArgumentException("it must be an instant from 2000 to 2199 such as 2026-10-15T12:00:00Z, not "
                + InvalidParameterException.quote(text));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it must be a date such as 2026-10-31", e);
        }
    }

    /** One that has a name: days would begin and end oddly by a bare offset. */
    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException("it must be the IANA name of a time zone");
        }
        return ZoneId.of(name);
    }

    /** Reads strings alone, where Jackson would take numbers for texts. */
    private static final class OfField<T> extends StdDeserializer<T> {

        private final Function<String, T> reader;

        OfField(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(String.class, "no string");
            }
            return reader.apply(parser.getString());
        }
    }

    /** Takes an empty parameter for one that is left out. */
    static final class OfParameter<T> extends PropertyEditorSupport {

        private final Function<String, T> reader;

        OfParameter(Function<String, T> reader) {
            this.reader = reader;
        }

        @Override
        public void setAsText(String text) {
            setValue(text.isEmpty() ? null : reader.apply(text));
        }
    }
}
