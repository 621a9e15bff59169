package dev.holdfast.bench.axon;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** One entity manager and one database transaction a thread, as a container gives them; inner ones join the outer one. */
final class ThreadTransactions implements TransactionManager, EntityManagerProvider {
    private static final Transaction JOINED = new Transaction() {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    };

    private final EntityManagerFactory factory;
    private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

    ThreadTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public EntityManager getEntityManager() {
        EntityManager manager = current.get();
        if (manager == null) {
            throw new IllegalStateException("no transaction on this thread");
        }
        // The engine closes what it is given before it commits; a container's entity managers do not mind.
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : called(manager, method, arguments));
    }

    private static @Nullable Object called(EntityManager manager, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(manager, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Transaction startTransaction() {
        if (current.get() != null) {
            return JOINED;
        }
        EntityManager manager = factory.createEntityManager();
        manager.getTransaction().begin();
        current.set(manager);
        return new Transaction() {
            @Override
            public void commit() {
                end(manager, true);
            }

            @Override
            public void rollback() {
                end(manager, false);
            }
        };
    }

    private void end(EntityManager manager, boolean commit) {
        if (current.get() != manager) {
            // A commit that failed has ended the transaction already.
            return;
        }
        current.remove();
        try (manager) {
            if (commit) {
                manager.getTransaction().commit();
            } else {
                manager.getTransaction().rollback();
            }
        }
    }
}
