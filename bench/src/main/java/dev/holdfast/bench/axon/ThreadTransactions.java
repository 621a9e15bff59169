package dev.holdfast.bench.axon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** One database transaction a thread, as a container gives them; inner ones join the outer one. */
public abstract class ThreadTransactions<R extends AutoCloseable> implements TransactionManager {
    private static final Transaction JOINED = new Transaction() {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    private final ThreadLocal<@Nullable R> current = new ThreadLocal<>();

    /** What a transaction runs on, with the transaction begun. */
    protected abstract R begin();

    /** Ends the transaction and closes what it ran on. */
    protected abstract void end(R resource, boolean commit);

    /** What this thread's transaction runs on. */
    protected final @Nullable R current() {
        return current.get();
    }

    /** The same, but closing it does nothing: who began the transaction ends it. */
    protected static <T> T unclosable(Class<T> type, T resource) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : called(resource, method, arguments)));
    }

    private static @Nullable Object called(Object resource, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(resource, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public final Transaction startTransaction() {
        if (current.get() != null) {
            return JOINED;
        }
        R resource = begin();
        current.set(resource);
        return new Transaction() {
            private boolean ended;

            @Override
            public void commit() {
                endOnce(true);
            }

            @Override
            public void rollback() {
                endOnce(false);
            }

            private void endOnce(boolean commit) {
                if (ended) {
                    // A commit that failed has ended the transaction already.
                    return;
                }
                if (current.get() != resource) {
                    throw new IllegalStateException("transaction began on another thread");
                }
                ended = true;
                current.remove();
                end(resource, commit);
            }
        };
    }
}
