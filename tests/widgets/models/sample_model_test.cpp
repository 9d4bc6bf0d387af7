// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/support/test_project.h"
#include "widgets/models/sample_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPixmap>
#include <QUrl>
#include <fstream>

using namespace unimo;
using models::SampleModel;

class SampleModelTest : public QObject
{
    Q_OBJECT

    static QString captionAt(const SampleModel& model, int row)
    {
        return model.index(row, 0).data(SampleModel::CaptionRole).toString();
    }

private slots:
    void showsAllSamplesInOrder()
    {
        test::TestProject project(30);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(model.rowCount(), 30);
        QTRY_COMPARE(captionAt(model, 2), QStringLiteral("a blue square, number 2"));
        QCOMPARE(model.rowOf(model.sampleAt(7)), 7);
        QCOMPARE(model.rowOf(123456), -1);
    }

    void thumbnailsAreTheSamplesPictures()
    {
        test::TestProject project(8);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(model.rowCount(), 8);
        for (const int row : {0, 1, 2}) {
            const auto picture = [&] {
                return model.index(row, 0).data(Qt::DecorationRole).value<QPixmap>();
            };
            QTRY_VERIFY(!picture().isNull());
            QCOMPARE(picture().size(), QSize(64, 48)); // never enlarged
            const QColor color = picture().toImage().pixelColor(32, 24);
            const Image expected = test::TestProject::picture(row);
            const size_t middle = (24 * 64 + 32) * 3;
            QCOMPARE(color.red(), int(expected.rgb[middle]));
            QCOMPARE(color.blue(), int(expected.rgb[middle + 2]));
        }
    }

    void aPictureThatCannotBeReadIsSaidSo()
    {
        test::TestProject project(2);
        std::ofstream(project.path() / "pictures/1.png") << "this is no picture";
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(model.rowCount(), 2);
        const auto broken = [&](int row) {
            (void)model.index(row, 0).data(Qt::DecorationRole);
            return model.index(row, 0).data(SampleModel::BrokenRole).toBool();
        };
        QTRY_VERIFY(broken(1));
        QVERIFY(!broken(0));
    }

    void filterRestricts()
    {
        test::TestProject project(40);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        QAbstractItemModelTester tester(&model);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(model.rowCount(), 40);
        store::SampleFilter filter;
        filter.query = "green";
        model.setFilter(filter);
        QTRY_COMPARE(model.rowCount(), 10);
        filter.split = "val";
        model.setFilter(filter);
        QTRY_COMPARE(model.rowCount(), 2); // samples 9 and 29
        filter.query = "no such word";
        model.setFilter(filter);
        QTRY_COMPARE(model.rowCount(), 0);
    }

    void aFixedListKeepsItsOrder()
    {
        test::TestProject project(10);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(model.rowCount(), 10);
        const QVector<qint64> wanted{model.sampleAt(5), model.sampleAt(1)};
        model.setSamples(wanted);
        QCOMPARE(model.rowCount(), 2);
        QTRY_COMPARE(captionAt(model, 0), QStringLiteral("a green square, number 5"));
        QTRY_COMPARE(captionAt(model, 1), QStringLiteral("a green square, number 1"));
    }

    void editsAreSeen()
    {
        test::TestProject project(3);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        QAbstractItemModelTester tester(&model);
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(captionAt(model, 0), QStringLiteral("a red square, number 0"));
        const auto caption = project.store().captions(model.sampleAt(0)).front();
        workspace.setCaptionText(caption.id, QStringLiteral("a crimson square"));
        QTRY_COMPARE(captionAt(model, 0), QStringLiteral("a crimson square"));
        workspace.trash({model.sampleAt(0)});
        QTRY_COMPARE(model.rowCount(), 2);
        workspace.undo();
        QTRY_COMPARE(model.rowCount(), 3);
    }

    void draggedSamplesAreFiles()
    {
        test::TestProject project(2);
        bridge::Workspace workspace;
        SampleModel model(&workspace);
        test::openAndWait(workspace, project.folder());
        QTRY_VERIFY(!captionAt(model, 1).isEmpty());
        const std::unique_ptr<QMimeData> mime(model.mimeData({model.index(1, 0)}));
        QCOMPARE(mime->urls().size(), 1);
        QCOMPARE(mime->urls().first().toLocalFile(),
                 project.folder() + QStringLiteral("/pictures/1.png"));
    }
};

QTEST_MAIN(SampleModelTest)
#include "sample_model_test.moc"
