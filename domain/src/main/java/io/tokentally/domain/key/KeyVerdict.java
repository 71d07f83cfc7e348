package io.tokentally.domain.key;

/** Whether a key may do what is asked with it. */
public sealed interface KeyVerdict {

    KeyVerdict ALLOWED = new Allowed();

    /** It may. */
    record Allowed() implements KeyVerdict {}

    /** It may not. */
    record Forbidden(Reason reason) implements KeyVerdict {}

    /** Nobody can tell at the moment: who made what is named is out of reach. */
    record Undetermined() implements KeyVerdict {}

    static KeyVerdict forbidden(Reason reason) {
        return new Forbidden(reason);
    }

    /** Why a key may not. The text is for whoever reads the client's log; it repeats nothing of the request. */
    enum Reason {
        PROVIDER("This key may not call this provider."),
        MODELS("This key may not call models."),
        RESOURCES("This key may call models, and use no files, batches, responses or conversations."),
        LISTS(
                "This key may not list what the account has, since others' would be among it. Name what you want by its id."),
        ADMINISTRATION("This key may not administer the provider's account, nor fine-tune or delete models."),
        UNKNOWN_PATH("This key may not call this path."),
        CALL("This key may call some operations of the API only, and not this one."),
        ACCOUNT("This key may not choose the provider's organization or project. Leave those headers out."),
        MODEL("This key may not call this model."),
        NO_MODEL("This key may call some models only, and the request names none that could be checked."),
        BODY("This key's requests are checked, and this body cannot be: send plain JSON in UTF-8 with each name once."),
        FOREIGN_ID("The request names something that was made with another key, and this key may use its own only."),
        UNKNOWN_ID("The request names an id that was not made through this gateway, or not yet known to it.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** What happened, without what to do, which is to ask an owner. */
        public String text() {
            return text;
        }
    }
}
